import { readFile } from 'node:fs/promises';

import type { Terminal } from '../../terminal/terminal.js';
import { fileComplaint, UsageError } from '../../terminal/usage-error.js';
import { timeSpan } from '../../terminal/wording.js';
import type { Arrival, Recording } from './recording.js';

/** What comes at once tells nothing about time: a file in a pipe. */
const LEAST_SPAN_MS = 20;
/** A shorter wait for the end tells of this machine, a longer one of the stream. */
const LEAST_WAIT_MS = 1_000;
/** A live stream that lasts longer than this earns a hint. */
const HINT_MS = 2_000;

/** @throws UsageError if the file cannot be read. */
export async function readRecordedFile(path: string): Promise<Recording> {
  try {
    return { name: path, bytes: await readFile(path), arrivals: [] };
  } catch (error) {
    throw new UsageError(`${JSON.stringify(path)} cannot be read: ${fileComplaint(error)}.`);
  }
}

/** Reads standard input to its end, or until it is interrupted, and notes when what came. */
export function readStdin({ stdin, hint, onStop }: Terminal): Promise<Recording> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    const arrivals: Arrival[] = [];
    let startMs: number | undefined;
    let endByte = 0;
    const hintTimer = setTimeout(() => { hint(`Reading standard input for ${timeSpan(HINT_MS)} now. Ctrl-C shows what has come so far.`); }, HINT_MS);

    function finish({ interruptedAtMs, endedAtMs }: Pick<Recording, 'interruptedAtMs' | 'endedAtMs'>): void {
      clearTimeout(hintTimer);
      forgetStop();
      stdin.destroy();
      const lastMs = arrivals.at(-1)?.atMs ?? 0;
      const hasWaited = endedAtMs !== undefined && endedAtMs - lastMs >= LEAST_WAIT_MS;
      const isLive = lastMs >= LEAST_SPAN_MS || hasWaited || interruptedAtMs !== undefined;
      resolve({ name: 'standard input', bytes: Buffer.concat(chunks), arrivals: isLive ? arrivals : [], interruptedAtMs, endedAtMs: hasWaited ? endedAtMs : undefined });
    }

    const nowMs = (): number => (startMs === undefined ? 0 : performance.now() - startMs);
    const forgetStop = onStop(() => { finish({ interruptedAtMs: nowMs() }); });
    stdin.on('data', (chunk: Uint8Array) => {
      startMs ??= performance.now();
      endByte += chunk.length;
      chunks.push(chunk);
      arrivals.push({ endByte, atMs: performance.now() - startMs });
    });
    stdin.once('end', () => { finish({ endedAtMs: nowMs() }); });
    stdin.once('error', (error) => {
      clearTimeout(hintTimer);
      forgetStop();
      reject(new UsageError(`Standard input cannot be read: ${fileComplaint(error)}.`));
    });
  });
}
