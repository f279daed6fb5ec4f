import { merge, Observable, type OperatorFunction, type Subscriber, take, timer } from 'rxjs';

import { checkOptions } from '../check-options.js';
import { ApiError } from '../errors/api-error.js';
import { isRefusal } from '../errors/words/own-words.js';
import type { GoodFrame, RestartFrame } from '../frame.js';
import { type Attempt, currentScope, hearAttempts, keepAttempts } from '../scope/attempt-scope.js';
import type { Retry } from '../scope/stream-observer.js';
import { Stage } from '../stage.js';
import type { Abort } from '../stream-notes.js';
import { failureLog } from './logging/failure-log.js';
import { retryOptionNames, type RetryOptions } from './retry/retry-options.js';
import { type RetryPolicy, retryPolicy } from './retry/retry-policy.js';

/**
 * Repeats a request that failed before anybody has read a word of its answer.
 *
 * Like RxJS `retry` with `delay`, but never after output, and always bounded.
 *
 * Returns the frames of the first attempt that succeeds, after the preambles of those that failed. An error that `isRetryable`
 * refuses, one after the last retry, and one that asks for a longer wait than `maxRetryAfterMs` go on at once, as the very
 * object; so the final failure is the last attempt's own. Completion passes. Unsubscribing ends the attempt or the wait, and so
 * does the signal that `streamFrames` was given: then the error is of type `aborted`, and final. A
 * callback that throws makes the stream fail with what it threw.
 *
 * It never repeats silently after a commit: once a frame with output, a terminal or an unknown frame is out, a failure goes on,
 * however retryable. `afterOutput: 'restart'` opts in to an announced replay: a restart frame says that everything before it
 * is void, and the output type says that such frames come.
 *
 * Every attempt may be billed, also one whose connection broke before the first frame: the server may have done the work.
 *
 * ![Marble diagram of retryWithBackoff](../../docs/diagrams/retry-with-backoff.svg)
 *
 * @example
 * ```
 * retryWithBackoff({ initialDelayMs: 3, jitter: 'none' })
 *
 * attempt 1    p#                p the preamble, # overloaded_error
 * attempt 2        p--d--(t|)    3 ms later
 * result       p---p--d--(t|)
 *
 * attempt 1    p--d--#           d carries output
 * result       p--d--#           no second attempt
 * ```
 *
 * @throws TypeError, RangeError where it is called, for an option that is out of its range; `maxRetries: Infinity` is.
 */
export function retryWithBackoff<P>(
  options?: RetryOptions<P> & { afterOutput?: 'fail' | undefined },
): OperatorFunction<GoodFrame<P>, GoodFrame<P>>;
/** The same with `afterOutput: 'restart'`: restart frames may come, and the type says so. */
export function retryWithBackoff<P>(options: RetryOptions<P>): OperatorFunction<GoodFrame<P>, GoodFrame<P> | RestartFrame>;
export function retryWithBackoff<P>(
  options: RetryOptions<P> = {},
): OperatorFunction<GoodFrame<P>, GoodFrame<P> | RestartFrame> {
  checkOptions('retryWithBackoff', options, retryOptionNames);
  return retryBy(retryPolicy(options));
}

/** The same by a policy, which somebody has made of options. */
export function retryBy<P>(policy: RetryPolicy<P>): OperatorFunction<GoodFrame<P>, GoodFrame<P> | RestartFrame> {
  return (source) => new Observable((subscriber) => { runAttempts(source, policy, subscriber); });
}

function runAttempts<P>(
  source: Observable<GoodFrame<P>>,
  { commitsOn, delayBefore, upstream, onRetry, logger = false }: RetryPolicy<P>,
  subscriber: Subscriber<GoodFrame<P> | RestartFrame>,
): void {
  const log = failureLog(logger);
  const { call } = currentScope();
  const inScope = keepAttempts();
  // The signals were given to the source; an abort ends a wait too.
  const aborts = new Set<Abort>();
  let made = 0;

  const begin = (attempt: number): void => {
    // A callback or a restart frame may be what has made the consumer unsubscribe.
    if (subscriber.closed) return;
    made = attempt;
    const heardOf: Attempt[] = [];
    const afterError = (error: unknown, committed: boolean): void => {
      orFail(() => {
        countAttempts(error, attempt);
        // What goes on at the server would be written, and paid for, twice.
        const delayMs = heardOf.some(({ goesOn }) => goesOn?.() === true) ? undefined : delayBefore(attempt + 1, error, committed);
        if (delayMs === undefined) fail(error);
        else wait({ attempt: attempt + 1, error, delayMs }, committed);
      });
    };
    const hear = (heard: Attempt): void => {
      aborts.add(heard.abort);
      heardOf.push(heard);
      log.hear(heard);
    };
    inScope(() => hearAttempts(hear, () => source.subscribe(new AttemptStage<P>(subscriber, commitsOn, fail, afterError))));
  };

  const wait = (retry: Retry, announced: boolean): void => {
    log.unknownPayload(retry.error);
    log.retry(retry);
    onRetry?.(retry);
    call?.tell('retry', retry);
    subscriber.add(merge(timer(retry.delayMs), ...aborts).pipe(take(1)).subscribe({
      next: () => {
        if (announced) announce({ kind: 'restart', attempt: retry.attempt, error: asApiError(retry.error) });
        begin(retry.attempt);
      },
      error: fail,
    }));
  };

  const announce = (restart: RestartFrame): void => {
    call?.tell('restart', restart);
    subscriber.next(restart);
  };

  const fail = (error: unknown): void => {
    countAttempts(error, made);
    log.unknownPayload(error);
    subscriber.add(() => { log.failure(error); });
    subscriber.error(error);
  };

  const orFail = (step: () => void): void => {
    try {
      step();
    } catch (error) {
      fail(error);
    }
  };

  upstream?.addCall();
  begin(1);
}

/** One attempt. What its error means is decided outside of it. A source that emits while it is being subscribed to stops with the consumer, too. */
class AttemptStage<P> extends Stage<GoodFrame<P>, GoodFrame<P> | RestartFrame> {
  #hasCommitted = false;

  constructor(
    out: Subscriber<GoodFrame<P> | RestartFrame>,
    private readonly commitsOn: (frame: GoodFrame<P>) => boolean,
    private readonly fail: (error: unknown) => void,
    private readonly afterError: (error: unknown, hasCommitted: boolean) => void,
  ) {
    super(out);
  }

  protected override _next(frame: GoodFrame<P>): void {
    try {
      this.#hasCommitted ||= this.commitsOn(frame);
    } catch (error) {
      this.fail(error);
      return;
    }
    this.out.next(frame);
  }

  protected override _error(error: unknown): void {
    this.afterError(error, this.#hasCommitted);
    this.unsubscribe();
  }
}

/** Writes on an error after how many attempts it came. One that was refused on this side was none. */
export function countAttempts(error: unknown, made: number): void {
  if (ApiError.is(error)) Reflect.set(error, 'attempts', isRefusal(error.type) ? made - 1 : made);
}

/** `isRetryable` may have accepted a stranger. */
function asApiError(error: unknown): ApiError {
  if (ApiError.is(error)) return error;
  const message = 'The attempt failed with an error that is no ApiError.';
  return new ApiError({ type: 'unknown_error', origin: 'transport', message, raw: error, cause: error });
}
