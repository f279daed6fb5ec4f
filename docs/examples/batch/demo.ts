import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chatCompletions } from 'framewise';
import { mockGateway, type Reply } from 'framewise/testing';

import type { BatchOptions } from './options.js';
import { runBatch } from './run-batch.js';
import type { Stop } from './stop.js';

const LINES = 1_000;
const WORKERS = 2;

/**
 * A thousand prompts against a gateway that fails one request in ten: before the answer, in the middle of it, or with a cut connection.
 * With a Redis two workers ask them.
 */
export async function runDemo({ redis, concurrency }: Pick<BatchOptions, 'redis' | 'concurrency'>, stop: Stop, terminal: NodeJS.WriteStream): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'framewise-batch-'));
  let count = 0;
  const faults: Reply[] = [
    { status: 529, error: { type: 'overloaded_error', message: 'Overloaded' } },
    { text: 'An answer', error: { type: 'overloaded_error', message: 'Overloaded' } },
    { text: 'An answer in three pieces', fault: { kind: 'end', afterText: 'An answer' } },
  ];
  const gateway = await mockGateway({ keepRequests: 10, script: () => (++count % 10 === 0 ? faults[(count / 10) % 3] ?? {} : { text: 'An answer', usage: { inputTokens: 9, outputTokens: 3 } }) });
  const at = (name: string): string => join(folder, name);
  const workers = redis === undefined ? [] : Array.from({ length: WORKERS }, () => startWorker(redis, concurrency));
  try {
    const lines = Array.from({ length: LINES }, (_, id) => `${JSON.stringify({ id, body: { model: 'm', messages: [{ role: 'user', content: `Prompt ${String(id)}` }] } })}\n`);
    await writeFile(at('in.jsonl'), lines.join(''));
    terminal.write(`${String(LINES)} prompts; the gateway fails one request in ten.\n`);
    const code = await runBatch({ input: at('in.jsonl'), output: at('out.jsonl'), dead: at('dead.jsonl'), baseUrl: gateway.baseUrl, apiKey: '', protocol: chatCompletions, concurrency, redis, ordered: true, again: undefined }, stop, terminal);
    terminal.write(`${String(gateway.requestCount)} requests.\n`);
    return code;
  } finally {
    for (const worker of workers) worker.kill();
    await gateway.close();
    await rm(folder, { recursive: true });
  }
}

function startWorker(redis: string, concurrency: number): ChildProcess {
  return fork(fileURLToPath(new URL('./worker.ts', import.meta.url)), ['--redis', redis, '--concurrency', String(concurrency)]);
}
