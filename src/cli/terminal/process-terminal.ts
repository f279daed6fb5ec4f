import { isatty } from 'node:tty';

import { terminalStyle } from './style.js';
import type { Terminal } from './terminal.js';

/** The terminal of this process. When the reader of its output leaves early (`framewise inspect … | head`), the process ends quietly. */
export function processTerminal(): Terminal {
  process.stdout.on('error', () => process.exit());
  return {
    // Opened only when it is read: an open standard input keeps the process alive.
    get stdin() {
      return process.stdin;
    },
    stdinIsTerminal: isatty(0),
    style: terminalStyle(process.stdout, process.env),
    write: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
    hint: (line) => {
      if (process.stderr.isTTY) process.stderr.write(`${line}\n`);
    },
    onStop(callback) {
      process.once('SIGINT', callback).once('SIGTERM', callback);
      return () => process.off('SIGINT', callback).off('SIGTERM', callback);
    },
  };
}
