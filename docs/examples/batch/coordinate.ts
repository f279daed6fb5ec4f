import { setTimeout as delay } from 'node:timers/promises';
import type { Job } from 'bullmq';

import type { Answered, Dead } from './ask.js';
import type { Batch } from './batch.js';
import type { InputLine } from './files/lines.js';
import type { BatchOptions } from './options.js';
import { connect, type LineJob, type LineQueue, openQueue } from './queue.js';
import type { Stop } from './stop.js';

/** How many lines are in the queue at a time: enough for many workers, and little in the memory of Redis. */
const MOST_QUEUED = 2_000;
const AT_ONCE = 200;
const LOOK_EVERY_MS = 200;
const COUNT_EVERY_MS = 10_000;
/** How long Redis may be gone. */
const PATIENCE_MS = 60_000;

/** Has every line asked by workers, and writes what they found. What is queued stays queued when it is stopped: the next run collects it. */
export async function coordinate(batch: Batch, url: string, options: BatchOptions, stop: Stop): Promise<void> {
  const redis = await connect(url);
  const queue = openQueue(redis);
  try {
    await new Coordinator(batch, queue, options).run(stop);
  } finally {
    await queue.close();
    redis.destroy();
  }
}

class Coordinator {
  /** Queued, and not written yet. */
  readonly #queued = new Map<string, InputLine>();
  #isRead = false;
  #countedAt = performance.now();

  constructor(
    private readonly batch: Batch,
    private readonly queue: LineQueue,
    private readonly options: BatchOptions,
  ) {}

  async run({ asked }: Stop): Promise<void> {
    await insist(() => Promise.all(this.batch.again.map((key) => this.queue.remove(key))));
    while (!asked.aborted) {
      const added = await this.#addSome();
      const collected = await this.#collect();
      if (this.#isRead && this.#queued.size === 0) return;
      if (added + collected > 0) continue;
      await this.#addLost();
      await delay(LOOK_EVERY_MS, undefined, { signal: asked }).catch(() => undefined);
    }
    await this.#collect();
  }

  async #addSome(): Promise<number> {
    const lines: InputLine[] = [];
    while (!this.#isRead && lines.length < AT_ONCE && this.#queued.size < MOST_QUEUED) {
      const line = await this.batch.next();
      if (line === undefined) {
        this.#isRead = true;
      } else {
        lines.push(line);
        this.#queued.set(line.key, line);
      }
    }
    await this.#add(lines);
    return lines.length;
  }

  /** A line that is queued already, from before a crash, is not queued again. */
  async #add(lines: readonly InputLine[]): Promise<void> {
    const { baseUrl, protocol } = this.options;
    const jobs = lines.map(({ id, body, key }) => ({ name: 'line', data: { id, body, baseUrl, protocol: protocol.name }, opts: { jobId: key } }));
    if (jobs.length > 0) await insist(() => this.queue.addBulk(jobs));
  }

  /** First the journal, then the queue: what a crash leaves in both has been done. */
  async #collect(): Promise<number> {
    const finished = await insist(() => this.queue.getRanges(['completed', 'failed']));
    const written = finished.filter((key) => this.batch.isSettled(key));
    const fresh = finished.filter((key) => !this.batch.isSettled(key) && this.#queued.has(key)).slice(0, AT_ONCE); // what is left is of other batches
    const jobs = await insist(() => Promise.all(fresh.map((key) => this.queue.getJob(key))));
    await Promise.all(jobs.map(async (job) => {
      const line = this.#queued.get(job?.id ?? '');
      if (job && line) await this.batch.settle(line, entryOf(job, line));
    }));
    await insist(() => Promise.all([...written, ...fresh].map((key) => this.queue.remove(key))));
    for (const key of fresh) this.#queued.delete(key);
    return fresh.length;
  }

  /** A Redis that was started anew may have forgotten some. */
  async #addLost(): Promise<void> {
    if (performance.now() - this.#countedAt < COUNT_EVERY_MS) return;
    const lines = [...this.#queued.values()];
    const states = await insist(() => Promise.all(lines.map(({ key }) => this.queue.getJobState(key))));
    await this.#add(lines.filter((_, index) => states[index] === 'unknown'));
    this.#countedAt = performance.now();
  }
}

/** What a worker found: an answer, the dead letter that it failed with, or nothing, where BullMQ gave up a line whose workers died again and again. */
function entryOf({ returnvalue, failedReason }: Job<LineJob, Answered>, { id, key }: InputLine): Answered | Dead {
  if (!failedReason) return returnvalue;
  try {
    return JSON.parse(failedReason) as Dead;
  } catch {
    return { id, error: { type: 'worker_lost', message: failedReason, advice: 'Look into the log of the workers.', retryable: true }, key };
  }
}

/** All of it may be done twice: a connection that breaks for a while is no reason to give up. */
async function insist<T>(operation: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await operation();
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await delay(LOOK_EVERY_MS);
    }
  }
}
