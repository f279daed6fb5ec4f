import { chatCompletions, streamFrames, Upstream } from 'framewise';
import { redisUpstreamStore } from 'framewise/redis';
import { mockGateway } from 'framewise/testing';
import { filter, firstValueFrom, lastValueFrom } from 'rxjs';

import { reliably } from '../../src/operators/reliably.js';
import { describeWithRedis, RedisServer } from '../support/redis-server.js';

const quiet = { warn: () => undefined, error: () => undefined };

describeWithRedis('redisUpstreamStore', () => {
  let redis: RedisServer;
  beforeAll(async () => { redis = await RedisServer.start(); });
  afterAll(() => redis.stop());

  it('tells every process of a cool-down, those that come later too, and not the one that told', async () => {
    const [one, two, other] = ['a', 'a', 'b'].map((name) => redisUpstreamStore({ url: redis.url, name }));
    if (!one || !two || !other) throw new Error('There is a store for each name.');
    const seen: number[][] = [[], [], []];
    const subscriptions = [one, two, other].map((store, index) => store.holds$.subscribe({ next: (ms) => seen[index]?.push(ms), error: () => undefined }));
    await one.hold(1); // whoever is heard now is connected
    while (seen[1]?.length === 0) {
      await one.hold(50);
      await new Promise(setImmediate);
    }
    await one.hold(60_000);
    await one.hold(30_000); // covered by the longer one
    while (!seen[1]?.includes(60_000)) await new Promise(setImmediate);
    // The short ones before it may have come late, or not at all, and what is left of the long one may be told again.
    const [told, heard, elsewhere] = seen.map((each) => each.filter((ms) => ms > 50));
    expect([told, elsewhere]).toEqual([[], []]);
    expect(heard?.filter((ms) => ms <= 59_000)).toEqual([]);
    const late = redisUpstreamStore({ url: redis.url, name: 'a' });
    const ms = await firstValueFrom(late.holds$);
    expect(ms).toBeGreaterThan(50_000);
    expect(ms).toBeLessThanOrEqual(60_000);
    for (const subscription of subscriptions) subscription.unsubscribe();
    for (const store of [one, two, other, late]) store.close();
  });

  it('makes all upstreams of the name wait for a 429 that one of them got', async () => {
    await using gateway = await mockGateway({ script: [{ status: 429, headers: { 'retry-after': '7' }, error: { type: 'rate_limit_error', message: 'Slow down.' } }] });
    const stores = [1, 2].map(() => redisUpstreamStore({ url: redis.url, name: 'limited' }));
    const [one, two] = stores.map((store) => new Upstream({ store }));
    if (!one || !two) throw new Error('There are two of them.');
    const held = firstValueFrom(two.state$.pipe(filter(({ coolDownMs }) => coolDownMs > 0)));
    const call = lastValueFrom(streamFrames(chatCompletions, { baseUrl: gateway.baseUrl, apiKey: 'k', body: {} }).pipe(reliably({ upstream: one, maxRetries: 0, logger: quiet })));
    await expect(call).rejects.toMatchObject({ status: 429 });
    expect((await held).coolDownMs).toBeGreaterThan(6_000);
    for (const upstream of [one, two]) upstream.close();
    for (const store of stores) store.close();
  });

  it('says when the hold that there is is known', async () => {
    const [holding, late] = [1, 2].map(() => redisUpstreamStore({ url: redis.url, name: 'held' }));
    if (!holding || !late) throw new Error('There are two of them.');
    await holding.hold(60_000);
    const upstream = new Upstream({ store: late });
    await late.ready();
    expect(upstream.state.coolDownMs).toBeGreaterThan(50_000);
    const free = redisUpstreamStore({ url: redis.url, name: 'free' });
    const other = new Upstream({ store: free });
    await free.ready();
    expect(other.state.coolDownMs).toBe(0);
    for (const each of [upstream, other]) each.close();
    for (const each of [holding, late, free]) each.close();
  });

  it('says so where nobody has the store yet whose knowledge it could wait for', async () => {
    const store = redisUpstreamStore({ url: redis.url, name: 'early' });
    await expect(store.ready()).rejects.toThrow('make it first, as new Upstream({ store })');
    store.close();
  });

  it('lets processes go on by themselves where Redis is gone', async () => {
    const gone = await RedisServer.start();
    await gone.stop();
    const store = redisUpstreamStore({ url: gone.url, name: 'a', operationTimeoutMs: 100 });
    const upstream = new Upstream({ store });
    await expect(store.hold(1_000)).rejects.toThrow();
    await expect(store.ready()).rejects.toThrow('100 ms');
    expect(upstream.state.coolDownMs).toBe(0);
    upstream.close();
    store.close();
  });
});
