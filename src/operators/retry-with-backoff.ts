import { defer, merge, Observable, type OperatorFunction, type Subscriber, take, timer } from 'rxjs';

import { checkOptions } from '../check-options.js';
import { ApiError } from '../errors/api-error.js';
import { isRefusal } from '../errors/words/own-words.js';
import type { GoodFrame, RestartFrame } from '../frame.js';
import { type Attempt, currentScope, hearAttempts, keepAttempts } from '../scope/attempt-scope.js';
import type { Retry } from '../scope/stream-observer.js';
import { Stage } from '../stage.js';
import type { Abort } from '../stream-notes.js';
import { logTo } from './log-failures.js';
import { FailureLog } from './logging/failure-log.js';
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
  const policy = retryPolicy(options);
  const { logger = false } = options;
  return (source) => defer(() => {
    const log = new FailureLog(logger);
    return logTo(log, source.pipe(retryBy(policy, log)));
  });
}

/** The same by a policy, which somebody has made of options. Retries are written to this log; what fails in the end is not. */
export function retryBy<P>(policy: RetryPolicy<P>, log: FailureLog): OperatorFunction<GoodFrame<P>, GoodFrame<P> | RestartFrame> {
  return (source) => new Observable((out) => {
    policy.upstream?.addCall();
    new Attempts(source, policy, log, out).begin();
  });
}

/** The attempts of one subscription, one after the other. */
class Attempts<P> {
  readonly #call = currentScope().call;
  readonly #inScope = keepAttempts();
  /** The signals were given to the source; an abort ends a wait too. */
  #aborts: readonly Abort[] = [];
  #made = 0;

  constructor(
    private readonly source: Observable<GoodFrame<P>>,
    private readonly policy: RetryPolicy<P>,
    private readonly log: FailureLog,
    private readonly out: Subscriber<GoodFrame<P> | RestartFrame>,
  ) {}

  begin(): void {
    // A callback or a restart frame may be what has made the consumer unsubscribe.
    if (this.out.closed) return;
    this.#made += 1;
    const stage = new AttemptStage<P>(this.out, this.policy, this);
    this.#inScope(() => hearAttempts((attempt) => { stage.hear(attempt); }, () => this.source.subscribe(stage)));
  }

  /** What the error of the latest attempt means. */
  takeError(error: unknown, { hasCommitted, heardOf }: AttemptStage<P>): void {
    for (const { abort } of heardOf) if (!this.#aborts.includes(abort)) this.#aborts = [...this.#aborts, abort];
    try {
      countAttempts(error, this.#made);
      const attempt = this.#made + 1;
      // What goes on at the server would be written, and paid for, twice.
      const delayMs = heardOf.some(({ goesOn }) => goesOn?.() === true) ? undefined : this.policy.delayBefore(attempt, error, hasCommitted);
      if (delayMs === undefined) this.fail(error);
      else this.#wait({ attempt, error, delayMs }, hasCommitted);
    } catch (thrown) {
      this.fail(thrown);
    }
  }

  readonly fail = (error: unknown): void => {
    countAttempts(error, this.#made);
    this.out.error(error);
  };

  #wait(retry: Retry, isAnnounced: boolean): void {
    this.log.unknownPayload(retry.error);
    this.log.retry(retry);
    this.policy.onRetry?.(retry);
    this.#call?.tell('retry', retry);
    this.out.add(merge(timer(retry.delayMs), ...this.#aborts).pipe(take(1)).subscribe({
      next: () => {
        if (isAnnounced) this.#announce({ kind: 'restart', attempt: retry.attempt, error: asApiError(retry.error) });
        this.begin();
      },
      error: this.fail,
    }));
  }

  #announce(restart: RestartFrame): void {
    this.#call?.tell('restart', restart);
    this.out.next(restart);
  }
}

/** One attempt. What its error means is decided outside of it. A source that emits while it is being subscribed to stops with the consumer, too. */
class AttemptStage<P> extends Stage<GoodFrame<P>, GoodFrame<P> | RestartFrame> {
  hasCommitted = false;
  /** What the streams that it reads have said of themselves. */
  heardOf: readonly Attempt[] = [];

  constructor(
    out: Subscriber<GoodFrame<P> | RestartFrame>,
    private readonly policy: RetryPolicy<P>,
    private readonly attempts: Attempts<P>,
  ) {
    super(out);
  }

  hear(attempt: Attempt): void {
    this.heardOf = [...this.heardOf, attempt];
  }

  protected override _next(frame: GoodFrame<P>): void {
    try {
      this.hasCommitted ||= this.policy.commitsOn(frame);
    } catch (error) {
      this.attempts.fail(error);
      return;
    }
    this.out.next(frame);
  }

  protected override _error(error: unknown): void {
    this.attempts.takeError(error, this);
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
