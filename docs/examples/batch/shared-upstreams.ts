import type { Upstream } from 'framewise';
import { type RedisUpstreamStore, redisUpstreamStore } from 'framewise/redis';
import { filter, type Subscription, throttleTime } from 'rxjs';

import { openUpstream } from './ask.js';
import type { LineQueue, Redis } from './queue.js';

/** A hold that is longer than this keeps the queue as well: no worker need take lines only to wait with them. */
const LONG_HOLD_MS = 5_000;

interface Shared {
  readonly upstream: Upstream;
  readonly store: RedisUpstreamStore;
  readonly holds: Subscription;
}

/** An upstream for each base URL. What one worker is told to wait, all wait, those that start later too. */
export class SharedUpstreams {
  readonly #shared = new Map<string, Shared>();

  constructor(
    private readonly redis: Redis,
    private readonly queue: LineQueue,
    private readonly concurrency: number,
  ) {}

  /** Resolves when the upstream knows of the hold that there is. */
  async of(baseUrl: string): Promise<Upstream> {
    let shared = this.#shared.get(baseUrl);
    if (shared === undefined) this.#shared.set(baseUrl, shared = this.#open(baseUrl));
    await shared.store.ready();
    return shared.upstream;
  }

  close(): void {
    for (const { upstream, store, holds } of this.#shared.values()) {
      holds.unsubscribe();
      upstream.close();
      store.close();
    }
  }

  #open(name: string): Shared {
    const store = redisUpstreamStore({ client: this.redis, name });
    const upstream = openUpstream(this.concurrency, store);
    const holds = upstream.state$.pipe(filter(({ coolDownMs }) => coolDownMs > LONG_HOLD_MS), throttleTime(LONG_HOLD_MS))
      .subscribe({
        next: ({ coolDownMs }) => { this.queue.rateLimit(Math.ceil(coolDownMs)).catch(() => undefined); },
        error: () => undefined,
      });
    return { upstream, store, holds };
  }
}
