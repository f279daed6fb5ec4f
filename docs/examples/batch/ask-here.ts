import { ask, openUpstream } from './ask.js';
import type { Batch } from './batch.js';
import type { BatchOptions } from './options.js';
import type { Stop } from './stop.js';

/** Asks every line in this process. */
export async function askHere(batch: Batch, { baseUrl, apiKey, protocol, concurrency }: BatchOptions, stop: Stop): Promise<void> {
  const upstream = openUpstream(concurrency);
  const asking = { baseUrl, apiKey, protocol, upstream, signal: stop.signal };
  const loop = async (): Promise<void> => {
    while (!stop.asked.aborted) {
      const line = await batch.next();
      if (line === undefined) return;
      const entry = await ask(line, asking);
      if (entry !== undefined) await batch.settle(line, entry);
    }
  };
  // Loops that share one iterator: mergeMap would read the whole input into memory.
  const ends = await Promise.allSettled(Array.from({ length: concurrency }, loop));
  upstream.close();
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
