import { randomUUID } from 'node:crypto';
import { firstValueFrom, Observable, ReplaySubject } from 'rxjs';

import { checkOptions } from '../check-options.js';
import type { UpstreamStore } from '../index.js';
import { withDeadline } from './link/deadline.js';
import { redisOptionNames, type RedisOptions } from './link/redis-client.js';
import { RedisLink } from './link/redis-link.js';
import { script } from './link/script.js';

/** Which Redis, and which upstream. */
export interface RedisUpstreamStoreOptions extends RedisOptions {
  /** Names the upstream: all processes that give the same name share its cool-down. One for each gateway, key and rate-limited model. */
  readonly name: string;
}

/** A store in Redis, and how to let go of it. */
export interface RedisUpstreamStore extends UpstreamStore {
  /**
   * Resolves when the `Upstream` that has this store knows of the hold that there is. Wait for it before the first request of a process that may
   * have been started in the middle of one. Rejects where no `Upstream` has the store yet, and where Redis does not answer within `operationTimeoutMs`;
   * the `Upstream` works all the same.
   */
  ready(): Promise<void>;
  /** Closes the connections that the store has opened. */
  close(): void;
}

/** KEYS: hold. ARGV: milliseconds, channel, who tells. A hold that a longer one covers is no news. */
const holdScript = script(`
  if redis.call('PTTL', KEYS[1]) >= tonumber(ARGV[1]) then return 0 end
  redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])
  redis.call('PUBLISH', ARGV[2], ARGV[1] .. ':' .. ARGV[3])
  return 1
`);

/**
 * Shares the cool-down of an upstream between all processes that use it: what one is told to wait, all wait, those that start later too.
 *
 * Where Redis is gone the processes go on by themselves, and share again when it is back.
 *
 * @throws TypeError, RangeError for options that are none.
 * @example
 * const upstream = new Upstream({ store: redisUpstreamStore({ url: 'redis://localhost:6379', name: 'openai gpt-5' }) });
 */
export function redisUpstreamStore(options: RedisUpstreamStoreOptions): RedisUpstreamStore {
  checkOptions('redisUpstreamStore', options, { ...redisOptionNames, name: 1 });
  const { name, prefix = 'framewise:', ...redis } = options;
  if (typeof name !== 'string' || name === '') throw new TypeError('redisUpstreamStore needs the name of the upstream: all processes that give the same name share its cool-down.');
  const link = new RedisLink(redis);
  const key = `${prefix}hold:{${name}}`;
  const channel = `${key}:holds`;
  const self = randomUUID();
  const told$ = new ReplaySubject<void>(1);
  let isUsed = false;
  return {
    hold: async (ms) => {
      await link.run(holdScript, [key], [Math.ceil(ms), channel, self]);
    },
    holds$: new Observable((subscriber) => {
      isUsed = true;
      const tellCurrent = (): void => {
        link.command(['PTTL', key]).then(
          (ms) => {
            if (Number(ms) > 0) subscriber.next(Number(ms));
            told$.next();
          },
          () => undefined, // the next hold will be told
        );
      };
      subscriber.add(link.listen(channel, (message) => {
        const [ms, teller] = message.split(':');
        if (teller !== self) subscriber.next(Number(ms));
      }, tellCurrent));
    }),
    ready: async () => {
      if (!isUsed) throw new Error('No Upstream has this store yet: make it first, as new Upstream({ store }), and then wait for store.ready().');
      await withDeadline(firstValueFrom(told$, { defaultValue: undefined }), link.timeoutMs);
    },
    close: () => { link.close(); },
  };
}
