import { redisAnswerLog, type RedisAnswerLogOptions } from 'framewise/redis';
import { ResumableAnswers, type SseEvent } from 'framewise/serving';
import { createClient } from 'redis';
import { concat, defer, EMPTY, firstValueFrom, from, interval, lastValueFrom, map, NEVER, Observable, of, Subject, take, timer, toArray } from 'rxjs';

import { failureOf } from '../../support/failure-of.js';
import { describeWithRedis, RedisServer } from '../../support/redis-server.js';
import { startStopwatch } from '../../support/stopwatch.js';

const dataIn = (events$: Observable<SseEvent>): Promise<unknown[]> => lastValueFrom(events$.pipe(map(({ id, data }) => `${id ?? ''}:${data as string}`), toArray()));
const event = (data: string): SseEvent => ({ data });

describeWithRedis('redisAnswerLog', () => {
  let redis: RedisServer;
  let opened: ResumableAnswers[] = [];

  /** An instance of a backend: its own connections. */
  function instance(options: RedisAnswerLogOptions = {}): ResumableAnswers {
    const answers = new ResumableAnswers(redisAnswerLog({ url: redis.url, ...options }));
    opened.push(answers);
    return answers;
  }

  beforeAll(async () => { redis = await RedisServer.start(); });
  afterAll(() => redis.stop());
  afterEach(async () => {
    await Promise.all(opened.map((answers) => answers.close()));
    opened = [];
  });

  it('lets any instance read what one writes, from wherever the reader was', async () => {
    const [one, two] = [instance(), instance()];
    const next = new Subject<SseEvent>();
    await one.start('a', next);
    next.next(event('A'));
    const first = await firstValueFrom(two.read('a'));
    expect(first).toEqual({ data: 'A', id: '1' });
    const rest = dataIn(one.read('a', first.id));
    const all = dataIn(two.read('a'));
    for (const word of ['B', 'C', 'D\r\nE', '\u2028']) next.next(event(word));
    next.complete();
    expect(await rest).toEqual(['2:B', '3:C', '4:D\r\nE', '5:\u2028']);
    expect(await all).toEqual(['1:A', '2:B', '3:C', '4:D\r\nE', '5:\u2028']);
    expect(await dataIn(one.read('a', '4'))).toEqual(['5:\u2028']);
    for (const id of ['5', '6', '99']) expect(await dataIn(one.read('a', id))).toEqual([]);
  });

  it('keeps the fields of an event, and reads an answer of many pages', async () => {
    const answers = instance({ flushMs: 0 });
    const count = 1_000;
    await answers.start('long', concat(of({ data: { deep: [1] }, type: 'word', retry: 5 }), from(Array.from({ length: count }, (_, index) => event(String(index))))));
    const events = await lastValueFrom(answers.read('long').pipe(toArray()));
    expect(events[0]).toEqual({ data: { deep: [1] }, type: 'word', retry: 5, id: '1' });
    expect(events.slice(1).map(({ data }) => data)).toEqual(Array.from({ length: count }, (_, index) => String(index)));
    expect(events.at(-1)?.id).toBe(String(count + 1));
  });

  it('refuses an id that any instance has, before anything is asked of the upstream', async () => {
    await instance().start('twice', NEVER);
    let asked = 0;
    await expect(instance().start('twice', defer(() => { asked += 1; return EMPTY; }))).rejects.toMatchObject({ status: 409 });
    expect(asked).toBe(0);
  });

  it('is a 400 for an event that a living answer has not had', async () => {
    const [one, two] = [instance(), instance()];
    const next = new Subject<SseEvent>();
    await one.start('living', next);
    next.next(event('A'));
    await firstValueFrom(two.read('living'));
    expect(await failureOf(two.read('living', '99999'))).toMatchObject({ status: 400 });
    const rest = dataIn(two.read('living', '1'));
    next.next(event('B'));
    next.complete();
    expect(await rest).toEqual(['2:B']);
  });

  it('is a 404 for an id that nobody has, and no cancel', async () => {
    expect(await failureOf(instance().read('nobody'))).toMatchObject({ status: 404 });
    expect(await instance().cancel('nobody')).toBe(false);
  });

  it('gives an error to every reader behind what was said', async () => {
    const [one, two] = [instance(), instance()];
    const next = new Subject<SseEvent>();
    await one.start('fails', next);
    next.next(event('A'));
    next.error(new Error('a bug'));
    expect((await firstValueFrom(two.read('fails'))).data).toBe('A');
    expect(await failureOf(two.read('fails'))).toMatchObject({ type: 'unknown_error' });
    expect(await failureOf(two.read('fails', '1'))).toMatchObject({ type: 'unknown_error' });
  });

  it('cancels from any instance within a second, however silent the answer is', async () => {
    const [one, two] = [instance(), instance()];
    let open = 0;
    await one.start('cancelled', new Observable<SseEvent>((subscriber) => {
      open += 1;
      subscriber.next(event('A'));
      return () => { open -= 1; };
    }));
    const failure = failureOf(two.read('cancelled'));
    const stopwatch = startStopwatch();
    expect(await two.cancel('cancelled')).toBe(true);
    expect(await failure).toMatchObject({ type: 'answer_cancelled', status: 410 });
    expect(stopwatch.elapsedMs()).toBeLessThan(1_000);
    expect(open).toBe(0);
    expect((await firstValueFrom(one.read('cancelled'))).data).toBe('A');
    expect(await two.cancel('cancelled')).toBe(false);
  });

  it('keeps a silent answer alive for longer than its lease', async () => {
    const [one, two] = [instance({ leaseMs: 200 }), instance({ leaseMs: 200 })];
    await one.start('silent', timer(700).pipe(map(() => event('A'))));
    expect(await dataIn(two.read('silent'))).toEqual(['1:A']);
  });

  it('refuses what a producer writes that was declared dead', async () => {
    const client = await createClient({ url: redis.url }).connect();
    const [one, two] = [instance({ leaseMs: 60_000 }), instance({ leaseMs: 100 })];
    const next = new Subject<SseEvent>();
    await one.start('zombie', next);
    next.next(event('A'));
    const failure = failureOf(two.read('zombie'));
    await firstValueFrom(two.read('zombie'));
    await client.del('framewise:answer:{zombie}:lease');
    expect(await failure).toMatchObject({ type: 'producer_lost', status: 503, retryable: true });
    next.next(event('B'));
    while (next.observed) await new Promise(setImmediate);
    expect(await client.xLen('framewise:answer:{zombie}')).toBe(3); // that it exists, A, the end
    client.destroy();
  });

  it('forgets an answer some time after its last event', async () => {
    const answers = instance({ keepMs: 300 });
    await answers.start('short', of(event('A')));
    expect(await dataIn(answers.read('short'))).toEqual(['1:A']);
    const client = await createClient({ url: redis.url }).connect();
    const rest = startStopwatch();
    while ((await client.keys('*short*')).length > 0) await new Promise(setImmediate);
    expect(rest.elapsedMs()).toBeLessThan(1_000);
    expect(await failureOf(answers.read('short'))).toMatchObject({ status: 404 });
    client.destroy();
  });

  it('takes a client of yours, leaves it open, and uses no more than one connection besides', async () => {
    const client = await createClient({ url: redis.url }).connect();
    const before = await connections(client);
    const answers = new ResumableAnswers(redisAnswerLog({ client }));
    for (let index = 0; index < 20; index += 1) await answers.start(`mine ${String(index)}`, interval(5).pipe(take(5), map((n) => event(String(n)))));
    const read = await Promise.all(Array.from({ length: 20 }, (_, index) => dataIn(answers.read(`mine ${String(index)}`))));
    expect(read).toEqual(Array.from({ length: 20 }, () => ['1:0', '2:1', '3:2', '4:3', '5:4']));
    expect(await connections(client)).toBe(before + 1);
    await answers.close();
    expect(client.isOpen).toBe(true);
    client.destroy();
  });

  it.each([[{}, TypeError], [{ url: 'redis://x', client: createClient() }, TypeError], [{ url: 'redis://x', leaseMs: 0 }, RangeError], [{ url: 'redis://x', operationTimeoutMs: -1 }, RangeError]])(
    'refuses options that are none: %#', (options, type) => { expect(() => redisAnswerLog(options)).toThrow(type); });
});

describeWithRedis('a Redis that fails', () => {
  const operationTimeoutMs = 1_000;

  it.each([
    ['hangs', (redis: RedisServer): Promise<void> => { redis.hang(); return Promise.resolve(); }],
    ['is gone', (redis: RedisServer): Promise<void> => redis.stop()],
  ])('is a 503 before any request to the upstream, and a typed end for readers, in time: it %s', async (_, fail) => {
    await using redis = await RedisServer.start();
    const answers = new ResumableAnswers(redisAnswerLog({ url: redis.url, operationTimeoutMs }));
    const next = new Subject<SseEvent>();
    await answers.start('a', next);
    next.next(event('A'));
    const seen: unknown[] = [];
    const failure = failureOf(new Observable<SseEvent>((subscriber) => answers.read('a').subscribe({
      next: (one) => { seen.push(one.data); subscriber.next(one); },
      error: (error: unknown) => { subscriber.error(error); },
    })));
    while (seen.length === 0) await new Promise(setImmediate);
    await fail(redis);
    const stopwatch = startStopwatch();
    expect(await failure).toMatchObject({ status: 503, type: 'overloaded_error' });
    expect(stopwatch.elapsedMs()).toBeLessThan(operationTimeoutMs + 200);
    let asked = 0;
    const rest = startStopwatch();
    await expect(answers.start('b', defer(() => { asked += 1; return EMPTY; }))).rejects.toMatchObject({ status: 503 });
    expect(await failureOf(answers.read('a'))).toMatchObject({ status: 503 });
    await expect(answers.cancel('a')).rejects.toMatchObject({ status: 503 });
    expect(rest.elapsedMs()).toBeLessThan(3 * operationTimeoutMs + 400);
    expect(asked).toBe(0);
    next.next(event('B'));
    while (next.observed) await new Promise(setImmediate); // nobody pays for an answer that cannot be kept
    await answers.close();
    redis.goOn();
  });

  it('gives an id back that it has begun after everybody had stopped waiting', async () => {
    await using redis = await RedisServer.start();
    const answers = new ResumableAnswers(redisAnswerLog({ url: redis.url, operationTimeoutMs }));
    await answers.start('known', of(event('A'))); // it is connected, and knows the scripts
    redis.hang();
    await expect(answers.start('a', NEVER)).rejects.toMatchObject({ status: 503 });
    redis.goOn();
    await answers.start('a', of(event('B')));
    expect(await dataIn(answers.read('a'))).toEqual(['1:B']);
    await expect(answers.start('a', NEVER)).rejects.toMatchObject({ status: 409 });
    await answers.close();
  });

  it('lets an id be begun anew one lease after a process that was killed before the first event, and never by two', async () => {
    await using redis = await RedisServer.start();
    const client = await createClient({ url: redis.url }).connect();
    const [one, two] = [redisAnswerLog({ url: redis.url, leaseMs: 60_000 }), redisAnswerLog({ url: redis.url })];
    const first = await one.begin('a');
    expect(await two.begin('a')).toBeUndefined();
    await client.del('framewise:answer:{a}:lease'); // it has run out
    const second = await two.begin('a');
    const stopped = firstValueFrom(first?.stops$ ?? EMPTY);
    // Neither while another one holds the lease, nor where that has run out.
    await client.del('framewise:answer:{a}:lease');
    first?.append(event('of the first'));
    expect(await stopped).toBe('lost');
    second?.append(event('of the second'));
    await second?.end({});
    expect(await lastValueFrom(two.read('a', 0).pipe(toArray()))).toEqual([{ id: 1, event: event('of the second') }, { end: {} }]);
    client.destroy();
    await Promise.all([one.close?.(), two.close?.()]);
  });

  it('is bridged where it hangs for a moment only', async () => {
    await using redis = await RedisServer.start();
    const answers = new ResumableAnswers(redisAnswerLog({ url: redis.url }));
    const next = new Subject<SseEvent>();
    await answers.start('a', next);
    const all = dataIn(answers.read('a'));
    next.next(event('A'));
    redis.hang(300);
    next.next(event('B'));
    next.next(event('C'));
    next.complete();
    expect(await all).toEqual(['1:A', '2:B', '3:C']);
    await answers.close();
  });

  it('is bridged where it closes all connections', async () => {
    await using redis = await RedisServer.start();
    const client = createClient({ url: redis.url });
    client.on('error', () => undefined);
    await client.connect();
    const answers = new ResumableAnswers(redisAnswerLog({ url: redis.url }));
    const next = new Subject<SseEvent>();
    await answers.start('a', next);
    const all = dataIn(answers.read('a'));
    next.next(event('A'));
    await firstValueFrom(answers.read('a'));
    for (const type of ['NORMAL', 'PUBSUB']) await client.sendCommand(['CLIENT', 'KILL', 'TYPE', type]);
    next.next(event('B'));
    next.next(event('C'));
    next.complete();
    expect(await all).toEqual(['1:A', '2:B', '3:C']);
    client.destroy();
    await answers.close();
  });
});

async function connections(client: { sendCommand(args: string[]): Promise<unknown> }): Promise<number> {
  return String(await client.sendCommand(['CLIENT', 'LIST'])).trim().split('\n').length;
}
