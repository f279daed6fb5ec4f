import { readFileSync } from 'node:fs';

import { inspect } from './inspect.js';
import { serve } from './serve.js';
import type { Terminal } from './terminal/terminal.js';
import { UsageError } from './terminal/usage-error.js';

/** What `framewise --help` prints. */
const USAGE = `Usage: framewise <command> [options]

  inspect [file]     says what happened in a recorded stream, and what to do
  serve [script]     runs a mock gateway that answers, or fails, by a script

  framewise <command> --help tells the rest.

  -h, --help         this text
  --version          the version

Colour is used on a terminal only, and not if NO_COLOR is set.`;

/**
 * Runs the command line. Arguments that make no sense are answered with one line.
 *
 * @returns the exit code: that of the command, or 2 for a mistake in the arguments.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await runCommand(args, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.complain(`framewise: ${error.message} See --help.`);
    return 2;
  }
}

async function runCommand([command, ...args]: readonly string[], terminal: Terminal): Promise<number> {
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

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
