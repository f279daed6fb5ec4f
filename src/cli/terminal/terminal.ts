import type { Readable } from 'node:stream';

import type { Style } from './style.js';

/** What a command has to do with the world: where it reads from and writes to. */
export interface Terminal {
  readonly stdin: Readable;
  /** Whether a person types what `stdin` gives. */
  readonly stdinIsTerminal: boolean;
  readonly style: Style;
  /** Writes one line to standard output. */
  readonly write: (line: string) => void;
  /** Writes one line to standard error: why nothing was done. */
  readonly complain: (line: string) => void;
  /** Writes one line to standard error if a person reads it there. */
  readonly hint: (line: string) => void;
  /** Calls back at the first interruption (Ctrl-C) or termination. @returns a function that ends the waiting for it. */
  readonly onStop: (callback: () => void) => () => void;
}
