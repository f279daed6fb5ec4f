import { redisAnswerLog } from 'framewise/redis';
import { ResumableAnswers } from 'framewise/serving';
import { createClient } from 'redis';
import { firstValueFrom, NEVER } from 'rxjs';

import { failureOf } from '../../support/failure-of.js';
import { describeWithRedis, RedisServer } from '../../support/redis-server.js';
import { startStopwatch } from '../../support/stopwatch.js';
import { OtherProcess } from '../support/other-process.js';

const ANSWERS = 500;
const EVENTS = 45;

describeWithRedis('two processes', () => {
  let redis: RedisServer;
  beforeAll(async () => { redis = await RedisServer.start(); });
  afterAll(() => redis.stop());

  it('tell the readers of a killed producer within two leases, and keep what it said', async () => {
    const leaseMs = 1_000;
    await using producer = await OtherProcess.start(redis.url, { leaseMs });
    const here = new ResumableAnswers(redisAnswerLog({ url: redis.url, leaseMs }));
    await producer.tell({ do: 'start', id: 'killed', events: 1_000_000, everyMs: 5 });
    const first = await firstValueFrom(here.read('killed'));
    const failures = [failureOf(here.read('killed')), failureOf(here.read('killed', first.id))];
    await producer.kill();
    const stopwatch = startStopwatch();
    for (const failure of failures) expect(await failure).toMatchObject({ type: 'producer_lost' });
    expect(stopwatch.elapsedMs()).toBeLessThan(2 * leaseMs);
    expect(await firstValueFrom(here.read('killed'))).toEqual(first);
    expect(await here.cancel('killed')).toBe(false);
    await expect(here.start('killed', NEVER)).rejects.toMatchObject({ status: 409 });
    await here.close();
  });

  it('cancel what the other one writes within a second', async () => {
    await using producer = await OtherProcess.start(redis.url);
    const here = new ResumableAnswers(redisAnswerLog({ url: redis.url }));
    await producer.tell({ do: 'start', id: 'other', events: 1_000_000, everyMs: 60_000 });
    const failure = failureOf(here.read('other'));
    await firstValueFrom(here.read('other'));
    const stopwatch = startStopwatch();
    expect(await here.cancel('other')).toBe(true);
    expect(await failure).toMatchObject({ type: 'answer_cancelled' });
    expect(stopwatch.elapsedMs()).toBeLessThan(1_000);
    await here.close();
  });

  it(`lose and repeat nothing of ${String(ANSWERS)} answers of which every reader moves once, on three connections each, and give the memory back`, async () => {
    const keepMs = 4_000;
    await using client = { redis: await createClient({ url: redis.url }).connect(), [Symbol.asyncDispose]() { this.redis.destroy(); return Promise.resolve(); } };
    await using one = await OtherProcess.start(redis.url, { keepMs });
    await using two = await OtherProcess.start(redis.url, { keepMs });
    const processes = [one, two];
    const usedMemory = async (): Promise<number> => Number(/used_memory:(\d+)/.exec(await client.redis.info('memory'))?.[1]);
    const run = async (round: string, answers: number): Promise<unknown[][]> => Promise.all(
      Array.from({ length: answers }, async (_, index) => {
        const id = `${round}/${String(index)}`;
        const [producer, first, second] = [processes[index % 2], processes[(index >> 1) % 2], processes[1 - ((index >> 1) % 2)]];
        await producer?.tell({ do: 'start', id, events: EVENTS, everyMs: 10 + (index % 30) });
        const moved = 1 + (index % (EVENTS - 1));
        const before = (await first?.tell({ do: 'read', id, take: moved })) as unknown[];
        return [...before, ...((await second?.tell({ do: 'read', id, lastEventId: String(moved) })) as unknown[])];
      }),
    );
    await client.redis.flushAll();
    await run('warm', 50);
    const memory = async (): Promise<number[]> => [await usedMemory(), ...((await Promise.all(processes.map((each) => each.tell({ do: 'measure' })))) as number[])];
    const expired = async (): Promise<void> => { while ((await client.redis.dbSize()) > 0) await new Promise((resolve) => setTimeout(resolve, 50)); };
    await expired();
    const before = await memory();

    const read = await run('all', ANSWERS);
    const list = (await client.redis.sendCommand<string>(['CLIENT', 'LIST'])).trim().split('\n');
    expect(read).toEqual(Array.from({ length: ANSWERS }, (_, index) => Array.from({ length: EVENTS }, (__, n) => `${String(n + 1)}:all/${String(index)}/${String(n + 1)}`)));
    expect(list.length - 1).toBeLessThanOrEqual(2 * 3);

    await expired();
    const after = await memory();
    console.log(`connections: ${String(list.length - 1)} for two processes; memory (Redis, one, two) before ${before.join(', ')}, after ${after.join(', ')}`);
    for (const [index, bytes] of after.entries()) expect(bytes).toBeLessThan((before[index] ?? 0) * 1.2);
  }, 120_000);
});
