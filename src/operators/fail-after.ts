import { type MonoTypeOperatorFunction, Observable } from 'rxjs';

import { checkNumber } from '../check-options.js';
import type { ApiError } from '../errors/api-error.js';
import { madeOf } from '../stream-notes.js';
import { Alarm, timeout } from './time-limits/alarm.js';

/**
 * Bounds a whole call: everything from the subscription to the end of the answer.
 *
 * Like RxJS `timeout`, but for the whole stream and not for its next value.
 *
 * Returns the same values. When the source has not ended in time it unsubscribes from it, which aborts the request or the wait for
 * a retry, and fails with the ApiError `timeout`, whose `param` is `failAfterMs`. Completion and errors pass; unsubscribing stops the
 * clock.
 *
 * Behind `retryWithBackoff` it counts all attempts and the waits between them; behind `fallBackTo` every source. An answer that is
 * being written may be cut by it, and what has come of it has been delivered: for a server that hangs, `failOnStall` is the better limit.
 *
 * ![Marble diagram of failAfter](../../docs/diagrams/fail-after.svg)
 *
 * @example
 * ```ts
 * streamFrames(messages, request).pipe(reliably({ maxRetries: 5 }), failAfter(60_000), text())
 * ```
 *
 * @param failAfterMs how long the call may take, in milliseconds; Infinity for ever.
 * @throws TypeError, RangeError where it is called, for a limit that is no number or is less than 1 ms.
 */
export function failAfter<T>(failAfterMs: number): MonoTypeOperatorFunction<T> {
  return failAfterTelling(failAfterMs, () => undefined);
}

/** The same, and tells before it unsubscribes that it is for want of time, which the source cannot know by itself. */
export function failAfterTelling<T>(failAfterMs: number, onTimeout: (error: ApiError) => void): MonoTypeOperatorFunction<T> {
  checkNumber('failAfterMs', failAfterMs, 1);
  if (failAfterMs === Infinity) return (values) => values;
  return (values) =>
    madeOf(values, new Observable((subscriber) => {
      const alarm = new Alarm(() => {
        const error = timeout(`The answer was not whole within ${String(failAfterMs)} ms (failAfterMs).`, 'failAfterMs');
        onTimeout(error);
        subscriber.error(error);
      });
      alarm.set(failAfterMs);
      subscriber.add(() => { alarm.stop(); });
      return values.subscribe(subscriber);
    }));
}
