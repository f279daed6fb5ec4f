import { askHere } from './ask-here.js';
import { Batch } from './batch.js';
import { coordinate } from './coordinate.js';
import { orderLike } from './files/journal.js';
import { lock } from './files/lock.js';
import type { BatchOptions } from './options.js';
import type { Stop } from './stop.js';

/** Sees to it that every line of the input comes to something, here or by workers. @returns the exit code. */
export async function runBatch(options: BatchOptions, stop: Stop, terminal: NodeJS.WriteStream): Promise<number> {
  const unlock = lock(`${options.output}.lock`);
  try {
    const batch = await Batch.open(options, terminal);
    try {
      if (options.redis === undefined) await askHere(batch, options, stop);
      else await coordinate(batch, options.redis, options, stop);
    } finally {
      await batch.close();
    }
    if (stop.asked.aborted) return 3;
    if (options.ordered) await orderLike(options.input, options.output);
    return batch.hasFailures ? 1 : 0;
  } finally {
    unlock();
  }
}
