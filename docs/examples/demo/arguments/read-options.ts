import { parseArgs } from 'node:util';

import { UsageError } from './usage-error.js';

export type Options = ReturnType<typeof readOptions>;

/** @throws UsageError for an unknown option, or one without its value. */
export function readOptions(args: string[]) {
  const { values } = parsed(args);
  for (const [name, value] of Object.entries(values)) {
    if (value === '') throw new UsageError(`--${name} needs a value.`);
  }
  return values;
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        file: { type: 'string' },
        protocol: { type: 'string' },
        'base-url': { type: 'string' },
        model: { type: 'string' },
        prompt: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(complaint(error));
  }
}

/** The first sentence of Node's own; but a stray argument is not repeated, for it may be a key. */
function complaint(error: unknown): string {
  const { code, message } = error as Error & { code?: string };
  if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') return 'Only options are understood; see --help.';
  return `${message.split(/\.(?:\s|$)/, 1)[0] ?? message}; see --help.`;
}
