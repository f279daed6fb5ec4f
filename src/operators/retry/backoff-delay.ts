import { LONGEST_TIMER_MS } from '../../longest-timer.js';

/** How chance spreads a wait: `full` over 0..delay, `equal` over delay/2..delay, `none` not at all; or a function of your own. */
export type Jitter = 'full' | 'equal' | 'none' | ((delayMs: number) => number);

export interface Backoff {
  readonly initialDelayMs: number;
  readonly maxDelayMs: number;
  readonly factor: number;
  readonly jitter: Jitter;
}

/**
 * How long to wait before a retry: `initialDelayMs * factor ** (retry - 1)`, at most `maxDelayMs`, then jittered.
 *
 * @param retry which retry it is; the first is 1.
 * @returns milliseconds that a timer keeps.
 * @throws RangeError if a jitter function returns anything but a number of at least 0; what it throws passes.
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backoffDelay(retry: number, { initialDelayMs, maxDelayMs, factor, jitter }: Backoff): number {
  // 0 * Infinity is NaN: a power too large for a number stands for "at the cap", but nothing stays nothing.
  const grown = initialDelayMs === 0 ? 0 : initialDelayMs * factor ** (retry - 1);
  const jittered = spread(Math.min(grown, maxDelayMs, LONGEST_TIMER_MS), jitter);
  if (!(jittered >= 0)) throw new RangeError(`jitter must return a number of at least 0, not ${String(jittered)}.`);
  return Math.min(jittered, LONGEST_TIMER_MS);
}

/**
 * The same where the server has asked for a wait: never less than that, and chance comes on top. All who were told the same wait
 * would come back together otherwise, within 200 ms.
 *
 * @param leastMs what the server asked for; 0 where it asked for nothing.
 */
export function waitBefore(retry: number, leastMs: number, backoff: Backoff): number {
  const backoffMs = backoffDelay(retry, backoff);
  return Math.min(backoff.jitter === 'none' ? Math.max(backoffMs, leastMs) : leastMs + backoffMs, LONGEST_TIMER_MS);
}

function spread(delayMs: number, jitter: Jitter): number {
  switch (jitter) {
    case 'full':
      return Math.random() * delayMs;
    case 'equal':
      return delayMs / 2 + (Math.random() * delayMs) / 2;
    case 'none':
      return delayMs;
    default:
      return jitter(delayMs);
  }
}
