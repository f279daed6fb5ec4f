import type { ErrorOrigin } from 'framewise';
import type { ScriptEntry } from 'framewise/testing';

import type { ReliablyOptions } from '../timeline/watch.js';

/** One chapter of the story: what the gateway does, and what must come of it. */
export interface Scenario {
  readonly title: string;
  /** What it shows, in one sentence. */
  readonly lesson: string;
  /** What the gateway does with each request. */
  readonly script: readonly ScriptEntry[];
  /** What `reliably()` is told beyond its defaults. */
  readonly options?: ReliablyOptions;
  readonly expected: Expectation;
}

export interface Expectation {
  /** The text of the answer; of one that fails, the text that is kept. */
  readonly text: string;
  readonly attempts: number;
  /** Default: 0. */
  readonly restarts?: number;
  /** The least time spent waiting, in milliseconds. Default: 0. */
  readonly leastWaitMs?: number;
  /** Left out, the answer must be whole. */
  readonly error?: ExpectedError;
}

export interface ExpectedError {
  readonly type: string;
  readonly origin: ErrorOrigin;
  readonly retryable: boolean;
  /** Left out, there must be none. */
  readonly status?: number;
}
