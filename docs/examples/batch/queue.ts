import { Queue } from 'bullmq';
import { createClient } from 'redis';

import type { Answered } from './ask.js';
import type { InputLine } from './files/lines.js';
import { UsageError } from './options.js';

/** The queue that the coordinator fills and the workers empty. Its jobs are known by the key of their line. */
export const QUEUE = 'framewise-batch';

/** What a worker is told of a line. */
export interface LineJob extends Pick<InputLine, 'id' | 'body'> {
  readonly baseUrl: string;
  readonly protocol: string;
}

export type LineQueue = Queue<LineJob, Answered>;
export type Redis = Awaited<ReturnType<typeof connect>>;

/** @throws UsageError where there is no Redis. Once it was there, the client connects again by itself. */
export async function connect(url: string) {
  let wasThere = false;
  try {
    const client = createClient({ url, socket: { reconnectStrategy: (retries, cause) => (wasThere ? Math.min(50 * 2 ** retries, 2_000) : cause) } });
    client.on('error', () => undefined); // what fails because of it tells
    await client.connect();
    wasThere = true;
    return client;
  } catch (error) {
    throw new UsageError(`There is no Redis at ${hostOf(url)}: ${(error as Error).message}`);
  }
}

/** The URL may hold a password. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'that URL';
}

/** BullMQ without `ioredis`, which it needs only where it is to connect by itself. */
export function openQueue(redis: Redis): LineQueue {
  const queue: LineQueue = new Queue(QUEUE, { connection: redis, defaultJobOptions: { attempts: 1, stackTraceLimit: 0 } });
  queue.on('error', () => undefined);
  return queue;
}
