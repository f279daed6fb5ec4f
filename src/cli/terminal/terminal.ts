import type { Readable } from 'node:stream';

import type { Style } from './style.js';

/** What a command has to do with the world: where it reads from and writes to. */
export interface Terminal {
  readonly stdin: Readable;
  readonly style: Style;
  /** Writes one line to standard output. */
  readonly write: (line: string) => void;
  /** Writes one line to standard error, for whoever sits in front of it. */
  readonly hint: (line: string) => void;
  /** Calls back at the first interruption (Ctrl-C) or termination; returns a function that takes the wish back. */
  readonly onStop: (callback: () => void) => () => void;
}
