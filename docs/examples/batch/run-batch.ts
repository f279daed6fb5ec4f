import { readFile, stat } from 'node:fs/promises';
import { Upstream } from 'framewise';

import { type Answered, ask, type Dead } from './ask.js';
import { Journal, rewrite } from './journal.js';
import { linesOf, readInput } from './lines.js';
import { lock } from './lock.js';
import type { BatchOptions } from './options.js';
import { Progress } from './progress.js';

/** How to stop a batch: softly, so that what is asked is finished, or at once. */
export interface Stop {
  readonly isAsked: () => boolean;
  readonly signal: AbortSignal;
}

/** Asks for every line of the input that neither file has yet. @returns the exit code. */
export async function runBatch(options: BatchOptions, stop: Stop, terminal: NodeJS.WriteStream): Promise<number> {
  const unlock = lock(`${options.output}.lock`);
  try {
    return await runLocked(options, stop, terminal);
  } finally {
    unlock();
  }
}

async function runLocked({ input, output, dead, again, ordered, concurrency, ...request }: BatchOptions, stop: Stop, terminal: NodeJS.WriteStream): Promise<number> {
  const progress = new Progress((await stat(input)).size, terminal);
  // It waits where others would be told to come back: nobody is there to be told.
  const upstream = new Upstream({ maxConcurrent: concurrency, retryBudget: { ratio: 0.5, reserve: 100 }, coolDown: { maxHoldMs: 3_600_000 } });
  const asking = { ...request, upstream, signal: stop.signal };
  try {
    if (again !== undefined) await forget(dead, again);
    const answers = await Journal.open<Answered>(output);
    const letters = await Journal.open<Dead>(dead, (entry) => { progress.addFailure(entry); });
    const begun = new Set([...answers.keys, ...letters.keys]);
    const lines = readInput(input);
    const loop = async (): Promise<void> => {
      while (!stop.isAsked()) {
        const next = await lines.next();
        if (next.done === true) return;
        const line = next.value;
        progress.read = line.end;
        if (begun.has(line.key)) {
          progress.skipped += 1;
          continue;
        }
        begun.add(line.key);
        const entry = await ask(line, asking);
        if (entry === undefined) continue;
        await ('error' in entry ? letters.append(entry) : answers.append(entry));
        progress.add(entry);
      }
    };
    // Loops that share one iterator: mergeMap would read the whole input into memory.
    const ends = await Promise.allSettled(Array.from({ length: concurrency }, loop));
    await answers.close();
    await letters.close();
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  } finally {
    upstream.close();
    progress.end();
  }
  if (stop.isAsked()) return 3;
  if (ordered) await order(input, output);
  return progress.failures.size > 0 ? 1 : 0;
}

/** Takes the dead letters of a type out of their file, so that they are asked for again. */
async function forget(path: string, type: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const kept = text.split('\n').slice(0, -1).filter((line) => type !== 'all' && (JSON.parse(line) as Dead).error.type !== type);
  await rewrite(path, kept);
}

/** Puts the output into the order of the input. */
async function order(input: string, output: string): Promise<void> {
  const byKey = new Map<string, string>();
  for await (const { text } of linesOf(output)) byKey.set((JSON.parse(text) as Answered).key, text);
  const lines: string[] = [];
  for await (const { key } of readInput(input)) {
    const line = byKey.get(key);
    if (line !== undefined) lines.push(line);
    byKey.delete(key);
  }
  await rewrite(output, [...lines, ...byKey.values()]);
}
