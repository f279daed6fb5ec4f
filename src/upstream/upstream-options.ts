import type { Observable } from 'rxjs';

import type { RateLimits } from '../response-info.js';
import type { CircuitState } from './circuit.js';

/** Shares a cool-down between processes: one that is told to wait tells the others. */
export interface UpstreamStore {
  /** Tells everybody to hold for so many milliseconds. A promise that rejects is ignored: the hold counts here all the same. */
  hold(ms: number): void | Promise<void>;
  /** What others told, in milliseconds from the moment it is emitted. */
  readonly holds$: Observable<number>;
}

/** What an `Upstream` does; each part can be turned off by `false`. */
export interface UpstreamOptions {
  /** Retries at most `ratio` (default 0.1) of the calls, and `reserve` (default 10) at once. */
  retryBudget?: { ratio?: number | undefined; reserve?: number | undefined } | false | undefined;
  /** Asks nothing for `openMs` (default 5 000) after so many failures in a row (default 20), then lets one request find out. */
  breaker?: { failuresInRow?: number | undefined; openMs?: number | undefined } | false | undefined;
  /** Holds all requests after a 429 that states a wait, or where headers say that nothing is left. Beyond `maxHoldMs` (default 60 000) it fails at once. */
  coolDown?: { maxHoldMs?: number | undefined } | false | undefined;
  /** How many streams may be open at once. Default Infinity. */
  maxConcurrent?: number | undefined;
  /** How many requests may wait for a place or for the end of a cool-down; one more fails with `queue_full`. Default 1 000. */
  maxQueued?: number | undefined;
  /** Shares the cool-down between processes. Default: none. */
  store?: UpstreamStore | undefined;
}

/** What an `Upstream` does at this moment. */
export interface UpstreamState {
  /** Whether requests pass. */
  readonly circuit: CircuitState;
  /** How many streams are open. */
  readonly active: number;
  /** How many requests wait. */
  readonly queued: number;
  /** How long requests are held from now on, in milliseconds. */
  readonly coolDownMs: number;
  /** How many retries may follow at once; Infinity without a budget. */
  readonly retriesLeft: number;
  /** How many retries were refused so far. */
  readonly retriesRefused: number;
  /** The limits as the last response told them. */
  readonly rateLimits: RateLimits;
}
