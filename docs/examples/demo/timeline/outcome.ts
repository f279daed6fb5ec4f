import type { ApiError, Completion } from 'framewise';

import type { Moment } from './moment.js';

/** What a whole timeline comes down to. */
export interface Outcome {
  readonly attempts: number;
  readonly restarts: number;
  /** All waits together, in milliseconds. */
  readonly waitedMs: number;
  /** How many frames there were of each kind, and how many deltas of each type. */
  readonly frames: ReadonlyMap<string, number>;
  readonly deltas: ReadonlyMap<string, number>;
  /** The answer as far as it came. */
  readonly completion: Completion | undefined;
  /** Absent if the answer is whole. */
  readonly error: ApiError | undefined;
}

/** @throws TypeError if the timeline has no end. */
export function outcomeOf(moments: readonly Moment[]): Outcome {
  const last = moments.at(-1);
  if (last?.kind !== 'whole' && last?.kind !== 'failed') throw new TypeError('The timeline has no end.');
  const frames = moments.flatMap((moment) => (moment.kind === 'frame' ? [moment.frame] : []));
  const deltas = frames.flatMap((frame) => ('deltas' in frame ? frame.deltas : []));
  return {
    attempts: moments.filter(({ kind }) => kind === 'attempt').length,
    restarts: moments.filter(({ kind }) => kind === 'restart').length,
    waitedMs: moments.reduce((sum, moment) => sum + (moment.kind === 'wait' ? moment.delayMs : 0), 0),
    frames: count(frames.map(({ kind }) => kind)),
    deltas: count(deltas.map(({ type }) => type)),
    completion: last.completion,
    error: last.kind === 'failed' ? last.error : undefined,
  };
}

function count(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
