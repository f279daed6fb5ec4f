import { asyncScheduler, type MonoTypeOperatorFunction, Observable, type Subscription } from 'rxjs';

import { ApiError } from '../errors/api-error.js';
import { LONGEST_TIMER_MS } from '../longest-timer.js';
import { checkNumber } from './check-options.js';

/** How long `failOnStall` waits for frames. */
export interface StallOptions {
  /** How long to wait for the first frame, in milliseconds, from the request on. Default 300 000; Infinity waits for ever. */
  firstFrameMs?: number | undefined;
  /** How long to wait for each further frame, in milliseconds. Default 120 000; Infinity waits for ever. */
  betweenFramesMs?: number | undefined;
}

/**
 * Fails when the server stops saying anything.
 *
 * Returns the same frames. When none comes in time it unsubscribes from the source, which aborts the request, and fails with
 * the ApiError `timeout`. Completion and errors pass; unsubscribing stops the clock.
 *
 * It counts frames. A ping is a frame, an SSE comment is not: a gateway that sends comments while a reasoning model thinks for
 * minutes looks like one that hangs. That is why the defaults are generous. In front of `retryWithBackoff` the clock runs
 * for each attempt and stands still between them.
 *
 * ![Marble diagram of failOnStall](../../docs/diagrams/fail-on-stall.svg)
 *
 * @example
 * ```
 * failOnStall({ firstFrameMs: 5, betweenFramesMs: 3 })
 *
 * source    ----d--d--------d|
 * result    ----d--d--#              # timeout
 * ```
 *
 * @throws TypeError, RangeError where it is called, for a limit that is no number or is less than 1 ms.
 * @see https://rxjs.dev/api/operators/timeout
 */
export function failOnStall<F>({
  firstFrameMs = 300_000,
  betweenFramesMs = 120_000,
}: StallOptions = {}): MonoTypeOperatorFunction<F> {
  checkNumber('firstFrameMs', firstFrameMs, 1);
  checkNumber('betweenFramesMs', betweenFramesMs, 1);
  return (frames) =>
    new Observable((subscriber) => {
      let seen = 0;
      let deadline = asyncScheduler.now() + firstFrameMs;
      let alarm = setAlarm(firstFrameMs);

      // One timer for many frames: when it rings, it looks at how long the last of them has left.
      function setAlarm(inMs: number): Subscription {
        return asyncScheduler.schedule(() => {
          const leftMs = deadline - asyncScheduler.now();
          if (leftMs > 0) alarm = setAlarm(leftMs);
          else subscriber.error(stalled(seen === 0 ? firstFrameMs : betweenFramesMs, seen));
        }, Math.min(inMs, LONGEST_TIMER_MS));
      }

      subscriber.add(() => {
        alarm.unsubscribe();
      });
      return frames.subscribe({
        next(frame) {
          deadline = asyncScheduler.now() + betweenFramesMs;
          if (seen === 0) {
            alarm.unsubscribe();
            alarm = setAlarm(betweenFramesMs);
          }
          seen += 1;
          subscriber.next(frame);
        },
        error(error: unknown) {
          subscriber.error(error);
        },
        complete() {
          subscriber.complete();
        },
      });
    });
}

function stalled(limitMs: number, seen: number): ApiError {
  return new ApiError({
    type: 'timeout',
    origin: 'transport',
    message: `No ${seen === 0 ? 'first' : 'further'} frame came within ${String(limitMs)} ms (frames before: ${String(seen)}).`,
  });
}
