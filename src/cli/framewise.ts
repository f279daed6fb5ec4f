#!/usr/bin/env node
import { isatty } from 'node:tty';

import { run } from './run.js';
import { terminalStyle } from './terminal/style.js';

// The reader of the output may leave early: `framewise inspect … | head`.
process.stdout.on('error', () => process.exit());

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  // `process.stdin.isTTY` would open it.
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
});
