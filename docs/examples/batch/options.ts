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
  --redis URL       asks nothing itself: the lines go to workers, by a queue in this Redis (BullMQ)
  --ordered         puts the output into the order of the input, at the end
  --again TYPE      asks again for the dead letters of this error type, or "all"
  -h, --help        this text

SIGTERM and SIGINT take no new lines, and finish those that are asked; whatever has not ended after 8 s is asked again by the next run.

Exit code: 0 if every line has its answer, 1 if some are dead letters, 2 for bad arguments or files, 3 if it was stopped before the end.`;

/** What `--help` prints of a worker. */
export const WORKER_USAGE = `framewise batch worker: asks the lines that \`npm run demo:batch -- --redis URL ...\` puts into the queue, until it is stopped

  npx tsx docs/examples/batch/worker.ts --redis URL [--concurrency N]

  --redis URL       the Redis of the coordinator; start as many workers as you like
  --concurrency N   how many requests this worker has open at a time (default 16)
  --base-url URL    where the API is (default: as the coordinator says). The key, FRAMEWISE_API_KEY, goes there: give it where others can write to that Redis
  --protocol P      chat-completions, responses or messages (default: as the coordinator says)
  -h, --help        this text

SIGTERM and SIGINT take no new lines, and finish those that are asked; whatever has not ended after 8 s goes back into the queue.`;

/** By the name that `--protocol` takes. */
export const PROTOCOLS = new Map<string, Protocol>([chatCompletions, responses, messages].map((protocol) => [protocol.name, protocol]));

/** Who asks, and how. */
export interface AskingOptions {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly protocol: Protocol;
  readonly concurrency: number;
}

export interface BatchOptions extends AskingOptions {
  readonly input: string;
  readonly output: string;
  readonly dead: string;
  readonly redis: string | undefined;
  readonly ordered: boolean;
  readonly again: string | undefined;
}

export interface WorkerOptions extends Omit<AskingOptions, 'baseUrl' | 'protocol'> {
  readonly redis: string;
  /** Instead of what the coordinator says. */
  readonly baseUrl: string | undefined;
  readonly protocol: Protocol | undefined;
}

/** Something that the user can mend. */
export class UsageError extends Error {}

/** @returns the options; `help` where that is asked for, and for the demo how it is to run. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): BatchOptions | 'help' | { readonly demo: Pick<BatchOptions, 'redis' | 'concurrency'> } {
  const values = parse(args);
  if (values.help) return 'help';
  const { redis, ordered, again } = values;
  const concurrency = concurrencyOf(values);
  if (values.in === undefined && values['base-url'] === undefined) return { demo: { redis, concurrency } };
  return {
    input: need(values, 'in'), output: need(values, 'out'), dead: need(values, 'dead'), baseUrl: baseUrlOf(need(values, 'base-url')),
    apiKey: keyOf(env), protocol: protocolOf(values) ?? chatCompletions, concurrency, redis, ordered, again,
  };
}

/** @returns the options of a worker; `help` where that is asked for. */
export function readWorkerOptions(args: readonly string[], env: NodeJS.ProcessEnv): WorkerOptions | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  const baseUrl = values['base-url'] === undefined ? undefined : baseUrlOf(values['base-url']);
  return { redis: need(values, 'redis'), baseUrl, apiKey: keyOf(env), protocol: protocolOf(values), concurrency: concurrencyOf(values) };
}

type Values = ReturnType<typeof parse>;

function need(values: Values, name: 'in' | 'out' | 'dead' | 'base-url' | 'redis'): string {
  const value = values[name];
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing.`);
  return value;
}

function protocolOf({ protocol: name }: Values): Protocol | undefined {
  const protocol = PROTOCOLS.get(name ?? '');
  if (name !== undefined && protocol === undefined) throw new UsageError(`--protocol must be one of ${[...PROTOCOLS.keys()].join(', ')}.`);
  return protocol;
}

function concurrencyOf(values: Values): number {
  const concurrency = Number(values.concurrency);
  if (!Number.isSafeInteger(concurrency) || concurrency < 1) throw new UsageError('--concurrency must be a whole number of at least 1.');
  return concurrency;
}

function baseUrlOf(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new UsageError('--base-url must be a URL, such as https://api.openai.com/v1.');
  return text;
}

function keyOf(env: NodeJS.ProcessEnv): string {
  return env['FRAMEWISE_API_KEY'] ?? '';
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        'in': text, 'out': text, 'dead': text, 'base-url': text, 'protocol': text, 'redis': text, 'again': text,
        'concurrency': { ...text, default: '16' },
        'ordered': { type: 'boolean', default: false },
        'help': { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
