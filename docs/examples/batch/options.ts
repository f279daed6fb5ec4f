import { parseArgs } from 'node:util';
import { chatCompletions, messages, type Protocol, responses } from 'framewise';

/** What `--help` prints. */
export const USAGE = `framewise batch: many prompts, a journal that survives a crash, and dead letters

  npm run demo:batch
      A thousand prompts against a mock gateway on this machine that fails one request in ten.

  npm run demo:batch -- --in FILE --out FILE --dead FILE --base-url URL [--protocol P]

  --in FILE         JSONL: { "id": ..., "body": { "model": ..., ... } } on each line
  --out FILE        JSONL: { "id", "text", "finish", "model", "usage", "key" }; it is the journal, too: run again after a crash
  --dead FILE       JSONL: { "id", "error": { "type", "message", "advice", "retryable", ... }, "key" }
  --base-url URL    where the API is; the key is read from FRAMEWISE_API_KEY
  --protocol P      chat-completions (default), responses or messages
  --concurrency N   how many requests are open at a time (default 16)
  --ordered         puts the output into the order of the input, at the end
  --again TYPE      asks again for the dead letters of this error type, or "all"
  -h, --help        this text

SIGTERM and SIGINT take no new lines, and finish those that are asked; whatever has not ended after 8 s is asked again by the next run.

Exit code: 0 if every line has its answer, 1 if some are dead letters, 2 for bad arguments or files, 3 if it was stopped before the end.`;

const PROTOCOLS: Readonly<Record<string, Protocol>> = { 'chat-completions': chatCompletions, responses, messages };

export interface BatchOptions {
  readonly input: string;
  readonly output: string;
  readonly dead: string;
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly protocol: Protocol;
  readonly concurrency: number;
  readonly ordered: boolean;
  readonly again: string | undefined;
}

/** Something that the user can mend. */
export class UsageError extends Error {}

/** @returns the options; `help` or `demo` where that is asked for. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): BatchOptions | 'help' | 'demo' {
  const { values } = parse(args);
  if (values.help) return 'help';
  if (values.in === undefined && values['base-url'] === undefined) return 'demo';
  const need = (name: 'in' | 'out' | 'dead' | 'base-url'): string => {
    const value = values[name];
    if (value === undefined) throw new UsageError(`--${name} is missing.`);
    return value;
  };
  const protocol = PROTOCOLS[values.protocol];
  if (protocol === undefined) throw new UsageError(`--protocol must be one of ${Object.keys(PROTOCOLS).join(', ')}.`);
  const concurrency = Number(values.concurrency);
  if (!Number.isInteger(concurrency) || concurrency < 1) throw new UsageError('--concurrency must be a whole number of at least 1.');
  return {
    input: need('in'), output: need('out'), dead: need('dead'), baseUrl: need('base-url'),
    apiKey: env['FRAMEWISE_API_KEY'] ?? '', protocol, concurrency, ordered: values.ordered, again: values.again,
  };
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        'in': text, 'out': text, 'dead': text, 'base-url': text, 'again': text,
        'protocol': { ...text, default: 'chat-completions' },
        'concurrency': { ...text, default: '16' },
        'ordered': { type: 'boolean', default: false },
        'help': { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
