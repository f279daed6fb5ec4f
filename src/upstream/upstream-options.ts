import type { Observable } from 'rxjs';

import { checkNumber, checkOptions } from '../check-options.js';
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
  /** Holds all requests after a 429 that states a wait, or where headers say that nothing is left. Beyond `maxHoldMs` (default 60 000) it fails at once. The first burst is spread, too. */
  coolDown?: { maxHoldMs?: number | undefined } | false | undefined;
  /** How many requests may be open at once, until their connections are free again. Default Infinity. */
  maxConcurrent?: number | undefined;
  /** How many requests may wait for a place or for the end of a cool-down; one more fails with `queue_full`. A first burst of more is not spread. Default 1 000. */
  maxQueued?: number | undefined;
  /** Shares the cool-down between processes. Default: none. */
  store?: UpstreamStore | undefined;
}

/** What an `Upstream` does at this moment. */
export interface UpstreamState {
  /** Whether requests pass. */
  readonly circuit: CircuitState;
  /** How many streams are open. One that has ended is none, although its place is only free when the rest of its body has been read. */
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

/** A part's options: the default of each, and the least that it may be. */
type Numbers<Name extends string> = Readonly<Record<Name, readonly [preset: number, least: number]>>;

/** The options with their defaults; a part that is turned off is undefined. @throws TypeError, RangeError for one that is none or is out of its range. */
export function upstreamSettings(options: UpstreamOptions) {
  checkOptions('new Upstream', options, { retryBudget: 1, breaker: 1, coolDown: 1, maxConcurrent: 1, maxQueued: 1, store: 'object' });
  const { retryBudget, breaker, coolDown, maxConcurrent = Infinity, maxQueued = 1_000, store } = options;
  checkNumber('maxConcurrent', maxConcurrent, 1);
  checkNumber('maxQueued', maxQueued, 0);
  return {
    retryBudget: partOf('retryBudget', retryBudget, { ratio: [0.1, 0], reserve: [10, 0] }),
    breaker: partOf('breaker', breaker, { failuresInRow: [20, 1], openMs: [5_000, 0] }),
    coolDown: partOf('coolDown', coolDown, { maxHoldMs: [60_000, 0] }),
    maxConcurrent,
    maxQueued,
    store,
  };
}

function partOf<Name extends string>(part: string, given: Partial<Readonly<Record<Name, number | undefined>>> | false = {}, numbers: Numbers<Name>): Record<Name, number> | undefined {
  if (given === false) return undefined;
  if (typeof given !== 'object') throw new TypeError(`${part} must be an object of options, or false.`);
  checkOptions<object>(part, given, numbers);
  const settings = {} as Record<Name, number>;
  for (const name of Object.keys(numbers) as Name[]) {
    const [preset, least] = numbers[name];
    const { [name]: value = preset } = given;
    checkNumber(`${part}.${name}`, value, least);
    settings[name] = value;
  }
  return settings;
}
