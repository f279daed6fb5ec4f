import { parseArgs, type ParseArgsConfig } from 'node:util';

import { UsageError } from './usage-error.js';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What was given: the values of the options by their names, and the other arguments. */
export type Args<O extends Options> = ReturnType<typeof parseArgs<{ args: string[]; options: O; allowPositionals: true }>>;

/** @throws UsageError for an unknown option, one without its value, or too many arguments. */
export function readArgs<const O extends Options>(args: readonly string[], options: O, mostPositionals: number): Args<O> {
  const given = parsed(args, options);
  const { values, positionals } = given;
  for (const [name, value] of Object.entries(values)) {
    if (value === '') throw new UsageError(`--${name} needs a value.`);
  }
  // What is too much is not repeated: it may be a key.
  if (positionals.length > mostPositionals && mostPositionals === 0) throw new UsageError('Only options are understood.');
  if (positionals.length > mostPositionals) throw new UsageError(`There is one file to read, not ${String(positionals.length)}.`);
  return given;
}

function parsed<const O extends Options>(args: readonly string[], options: O): Args<O> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const { message } = error as Error;
    // The first sentence of Node's own; the rest is about quoting.
    throw new UsageError(`${message.split(/\.(?:\s|$)/, 1)[0] ?? message}.`);
  }
}
