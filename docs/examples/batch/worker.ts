/** One of any number of workers: it asks the lines that a coordinator puts into the queue, until it is stopped. */
import { once } from 'node:events';
import { UnrecoverableError, WaitingError, Worker } from 'bullmq';
import { chatCompletions } from 'framewise';

import { type Answered, ask } from './ask.js';
import { PROTOCOLS, readWorkerOptions, UsageError, WORKER_USAGE, type WorkerOptions } from './options.js';
import { connect, type LineJob, openQueue, QUEUE } from './queue.js';
import { SharedUpstreams } from './shared-upstreams.js';
import { stopOnSignals } from './stop.js';

async function work({ redis: url, concurrency, baseUrl: ownUrl, apiKey, protocol: ownProtocol }: WorkerOptions): Promise<void> {
  const stop = stopOnSignals();
  const redis = await connect(url);
  const queue = openQueue(redis);
  const upstreams = new SharedUpstreams(redis, queue, concurrency);
  const worker = new Worker<LineJob, Answered>(QUEUE, async (job, token, lost) => {
    const { id, body, baseUrl, protocol } = job.data;
    const place = ownUrl ?? baseUrl;
    const asking = { baseUrl: place, apiKey, protocol: ownProtocol ?? PROTOCOLS.get(protocol) ?? chatCompletions, upstream: await upstreams.of(place), signal: lost ? AbortSignal.any([lost, stop.signal]) : stop.signal };
    const entry = await ask({ id, body, key: job.id ?? '' }, asking);
    if (entry === undefined) {
      // A line whose lock is lost is another worker's now; what was stopped is anybody's.
      if (lost?.aborted !== true) await job.moveToWait(token);
      throw new WaitingError();
    }
    if ('error' in entry) throw new UnrecoverableError(JSON.stringify(entry)); // all that BullMQ keeps of an error is its message
    return entry;
  }, {
    connection: redis,
    concurrency,
    // A worker that is killed gives its lines back within 20 s, and one that kills five workers is given up.
    lockDuration: 10_000,
    stalledInterval: 5_000,
    maxStalledCount: 5,
    runRetryDelay: 1_000,
    limiter: { max: 1_000_000, duration: 1_000 }, // a hold of the queue reaches only workers that have one
  });
  worker.on('error', ({ message }) => { process.stderr.write(`${message}\n`); });
  worker.on('lockRenewalFailed', (keys) => { for (const key of keys) worker.cancelJob(key); });
  if (!stop.asked.aborted) await once(stop.asked, 'abort');
  await worker.close();
  upstreams.close();
  await queue.close();
  redis.destroy();
}

try {
  const options = readWorkerOptions(process.argv.slice(2), process.env);
  if (options === 'help') process.stdout.write(`${WORKER_USAGE}\n`);
  else await work(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
