import type { Tone } from './style.js';

/** One line of a timeline, or a few that belong together. */
export interface Row {
  readonly atMs: number;
  readonly label: string;
  readonly tone: Tone;
  /** What it says. The texts are safe to print. */
  readonly pieces: readonly string[];
  /** Rows with the same label are shown as one, with this between their pieces. A row without it stands alone. */
  readonly separator?: string;
  /** How many rows are shown as this one. Default: 1. */
  readonly count?: number;
  /** Further lines, each with a name. */
  readonly details?: readonly (readonly [name: string, text: string])[];
}
