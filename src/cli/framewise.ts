#!/usr/bin/env node
import { inspect } from './inspect.js';
import { serve } from './serve.js';
import { terminalStyle } from './terminal/style.js';
import type { Terminal } from './terminal/terminal.js';
import { UsageError } from './terminal/usage-error.js';
import { USAGE } from './usage.js';
import { version } from './version.js';

const terminal: Terminal = {
  stdin: process.stdin,
  style: terminalStyle(process.stdout, process.env),
  write: (line) => process.stdout.write(`${line}\n`),
  hint: (line) => {
    if (process.stderr.isTTY) process.stderr.write(`${line}\n`);
  },
  onStop(callback) {
    process.once('SIGINT', callback).once('SIGTERM', callback);
    return () => process.off('SIGINT', callback).off('SIGTERM', callback);
  },
};

/** @returns the exit code. */
async function run([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case 'inspect':
      return inspect(args, terminal);
    case 'serve':
      return serve(args, terminal);
    case 'help':
    case '--help':
    case '-h':
      terminal.write(USAGE);
      return 0;
    case '--version':
      terminal.write(version());
      return 0;
    case undefined:
      throw new UsageError('It needs a command: inspect or serve.');
    default:
      throw new UsageError(`There is no command ${JSON.stringify(command)}; there are inspect and serve.`);
  }
}

// Whoever reads the output may leave early: `framewise inspect … | head`.
process.stdout.on('error', () => process.exit());

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`framewise: ${error.message} See --help.\n`);
  process.exitCode = 2;
}
