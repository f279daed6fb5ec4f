import { checkNumber, checkWord } from '../../check-options.js';
import { ApiError } from '../../errors/api-error.js';
import { isRefusal } from '../../errors/words/own-words.js';
import { commits } from '../../frame.js';
import { isAborted } from '../../scope/attempt-scope.js';
import { waitBefore } from './backoff-delay.js';
import type { RetryOptions } from './retry-options.js';

/** What `RetryOptions` decide, with the defaults filled in. */
export interface RetryPolicy<P> extends Pick<RetryOptions<P>, 'onRetry' | 'logger' | 'upstream'> {
  readonly commitsOn: NonNullable<RetryOptions<P>['commitsOn']>;
  /**
   * How long to wait before this attempt, in milliseconds; undefined where there is none: the error goes on. What a callback
   * throws passes.
   */
  readonly delayBefore: (attempt: number, error: unknown, committed: boolean) => number | undefined;
}

/** @throws TypeError, RangeError for an option that is none or is out of its range. */
export function retryPolicy<P>({
  maxRetries = 2,
  initialDelayMs = 500,
  maxDelayMs = 8_000,
  factor = 2,
  jitter = 'full',
  maxRetryAfterMs = 60_000,
  // What an upstream has refused it would refuse again, and a fallback can begin at once.
  isRetryable = (error) => ApiError.is(error) && error.retryable && !isRefusal(error.type),
  commitsOn = commits,
  afterOutput = 'fail',
  upstream,
  onRetry,
  logger,
}: RetryOptions<P>): RetryPolicy<P> {
  checkNumber('maxRetries', maxRetries, 0);
  if (!Number.isInteger(maxRetries)) {
    throw new RangeError(`maxRetries must be a whole number, not ${String(maxRetries)}: retries are bounded.`);
  }
  checkNumber('initialDelayMs', initialDelayMs, 0);
  checkNumber('maxDelayMs', maxDelayMs, 0);
  checkNumber('factor', factor, 1);
  checkNumber('maxRetryAfterMs', maxRetryAfterMs, 0);
  if (typeof jitter !== 'function') checkWord('jitter', jitter, ['full', 'equal', 'none']);
  checkWord('afterOutput', afterOutput, ['fail', 'restart']);

  return {
    commitsOn,
    upstream,
    onRetry,
    logger,
    delayBefore: (attempt, error, committed) => {
      const retry = attempt - 1;
      if (retry > maxRetries || (committed && afterOutput === 'fail') || isAborted(error) || !isRetryable(error)) return undefined;
      const retryAfterMs = (ApiError.is(error) && error.retryAfterMs) || 0;
      if (retryAfterMs > maxRetryAfterMs || upstream?.takeRetry() === false) return undefined;
      return waitBefore(retry, retryAfterMs, { initialDelayMs, maxDelayMs, factor, jitter });
    },
  };
}
