import type { Tone } from './style-sheet.js';

/** One thing on a line at one moment. */
export type Mark =
  | { readonly type: 'value'; readonly label: string; readonly tone: Tone }
  | { readonly type: 'line of log'; readonly label: string; readonly tone: Tone }
  | { readonly type: 'error'; readonly label: string }
  | { readonly type: 'complete' };

/** What stands at one moment on one line, from left to right. */
export interface Moment {
  readonly atMs: number;
  readonly marks: readonly Mark[];
}

/** One line of a marble diagram. */
export interface Row {
  readonly name: string;
  readonly moments: readonly Moment[];
  readonly fromMs: number;
  /** Where nobody listens any more; Infinity where the line just goes on. */
  readonly untilMs: number;
}

/** Where a line has its last mark, or is left. */
export function lastMs({ moments, fromMs, untilMs }: Row): number {
  return Math.max(moments.at(-1)?.atMs ?? fromMs, Number.isFinite(untilMs) ? untilMs : fromMs);
}
