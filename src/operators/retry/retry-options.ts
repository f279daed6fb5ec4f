import type { OptionNames } from '../../check-options.js';
import type { GoodFrame } from '../../frame.js';
import type { Retry } from '../../scope/stream-observer.js';
import type { Logger } from '../logging/logger.js';
import type { Jitter } from './backoff-delay.js';

/** What bounds the retries of many calls together, as an `Upstream` does. */
export interface RetryGate {
  /** A call begins. */
  addCall(): void;
  /** Whether one more retry may be made; it counts if so. */
  takeRetry(): boolean;
}

/** When `retryWithBackoff` repeats a request, how often, and how long it waits. */
export interface RetryOptions<P = unknown> {
  /** How many attempts may follow the first one. A whole number; default 2. */
  maxRetries?: number | undefined;
  /** The wait before the first retry, before jitter, in milliseconds. Default 500. */
  initialDelayMs?: number | undefined;
  /** The longest wait, before jitter, in milliseconds. Default 8 000. */
  maxDelayMs?: number | undefined;
  /** What each wait is multiplied by for the next. At least 1; default 2. */
  factor?: number | undefined;
  /** How chance spreads the waits, so that many clients do not come back at once; it comes on top of a `Retry-After`. Default `full`. */
  jitter?: Jitter | undefined;
  /** The longest `Retry-After` that is waited for, in milliseconds. Default 60 000; beyond it the error goes on at once. */
  maxRetryAfterMs?: number | undefined;
  /** Whether the same request may succeed after this error. Default: it is an ApiError and says so, and no refusal of an `Upstream`. */
  isRetryable?: ((error: unknown) => boolean) | undefined;
  /** Whether delivering this frame makes a silent replay unsafe. Default `commits`. */
  commitsOn?: ((frame: GoodFrame<P>) => boolean) | undefined;
  /** What a failure after a commit does: `fail` (default), or `restart` with an announced replay. */
  afterOutput?: 'fail' | 'restart' | undefined;
  /** What bounds the retries of all calls to the same upstream together; where it refuses one, the error goes on. Default: none. */
  upstream?: RetryGate | undefined;
  /** Called before each wait. */
  onRetry?: ((retry: Retry) => void) | undefined;
  /**
   * Each retry is logged as a warning, the final failure as an error. Default: none, because `logFailures` behind it writes the failure;
   * `reliably` logs both to the console.
   */
  logger?: Logger | false | undefined;
}

export const retryOptionNames: OptionNames<RetryOptions> = {
  maxRetries: 1, initialDelayMs: 1, maxDelayMs: 1, factor: 1, jitter: 1, maxRetryAfterMs: 1, isRetryable: 'function', commitsOn: 'function', afterOutput: 1, upstream: 1, onRetry: 'function', logger: 'object',
};
