import { type MonoTypeOperatorFunction, NEVER, Observable } from 'rxjs';

import { madeOf } from '../abort-of.js';
import { saysSomething } from '../answer/delta.js';
import { checkNumber, checkOptions, type OptionNames } from '../check-options.js';
import type { Frame, RestartFrame } from '../frame.js';
import { Alarm, timeout } from './alarm.js';

/** How long `failOnStall` waits for frames, and for output. */
export interface StallOptions {
  /** How long to wait for the first frame, in milliseconds, from the request on. Default 300 000; Infinity waits for ever. */
  firstFrameMs?: number | undefined;
  /** How long to wait for each further frame, in milliseconds. Default 120 000; Infinity waits for ever. */
  betweenFramesMs?: number | undefined;
  /**
   * How long to wait for output (text, reasoning, refusal, tool calls, citations, media), in milliseconds: from the request to the
   * first, and from each to the next. Pings, empty pieces and usage do not count. Default Infinity, which waits for ever.
   */
  betweenOutputMs?: number | undefined;
}

export const stallOptionNames: OptionNames<StallOptions> = { firstFrameMs: 1, betweenFramesMs: 1, betweenOutputMs: 1 };

/**
 * Fails when the server stops saying anything.
 *
 * Like RxJS `timeout` with `first` and `each`, but with a limit for output too.
 *
 * Returns the same frames. When none comes in time it unsubscribes from the source, which aborts the request, and fails with
 * the ApiError `timeout`, whose `param` names the option. Completion and errors pass; unsubscribing stops the clocks.
 *
 * It counts frames. A ping is a frame, an SSE comment is not: a gateway that sends comments while a reasoning model thinks for
 * minutes looks like one that hangs. That is why the defaults are generous. A server that pings for ever is found by
 * `betweenOutputMs` alone; a model that thinks in silence needs as much time there. In front of `retryWithBackoff` the clocks run
 * for each attempt and stand still between them.
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
export function failOnStall<F>(options: StallOptions = {}): MonoTypeOperatorFunction<F> {
  checkOptions('failOnStall', options, stallOptionNames);
  return failOnStallOf(options, NEVER);
}

/** The same, whose clocks stand still while nobody waits for a frame. */
export function failOnStallOf<F>(
  { firstFrameMs = 300_000, betweenFramesMs = 120_000, betweenOutputMs = Infinity }: StallOptions,
  demand: Observable<boolean>,
): MonoTypeOperatorFunction<F> {
  checkNumber('firstFrameMs', firstFrameMs, 1);
  checkNumber('betweenFramesMs', betweenFramesMs, 1);
  checkNumber('betweenOutputMs', betweenOutputMs, 1);
  return (frames) =>
    madeOf(frames, new Observable((subscriber) => {
      let seen = 0;
      const fail = (what: string, option: string, limitMs: number): void => {
        subscriber.error(timeout(`No ${what} came within ${String(limitMs)} ms (${option}; frames before: ${String(seen)}).`, option));
      };
      const silence = new Alarm(() => {
        if (seen === 0) fail('first frame', 'firstFrameMs', firstFrameMs);
        else fail('further frame', 'betweenFramesMs', betweenFramesMs);
      });
      const fruitlessness = new Alarm(() => { fail('output', 'betweenOutputMs', betweenOutputMs); });
      silence.set(firstFrameMs);
      fruitlessness.set(betweenOutputMs);
      const count = (isWaiting: boolean): void => {
        for (const alarm of [silence, fruitlessness]) {
          if (isWaiting) alarm.goOn();
          else alarm.pause();
        }
      };
      subscriber.add(demand.subscribe({ next: count, error: () => undefined }));
      subscriber.add(() => {
        silence.stop();
        fruitlessness.stop();
      });
      return frames.subscribe({
        next(frame) {
          silence.set(betweenFramesMs);
          if (betweenOutputMs < Infinity && bringsOutput(frame as Frame<unknown> | RestartFrame)) fruitlessness.set(betweenOutputMs);
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
    }));
}

/** What is no data frame may be output, or ends the answer. So may what another operator has made of frames. */
function bringsOutput(frame: Frame<unknown> | RestartFrame): boolean {
  return frame.kind !== 'data' || frame.deltas.some(saysSomething);
}
