import { type MockGateway, mockGateway } from 'framewise/testing';

import { describeWithRedis, RedisServer } from '../../support/redis-server.js';
import { BatchBench, type Running } from './support/bench.js';
import { answerTo, Gateway, promptOf } from './support/gateway.js';

const CONCURRENCY = 8;
const LINES = Number(process.env['FRAMEWISE_BATCH_LINES'] ?? 300);
const TIMEOUT_MS = 180_000 + 60 * LINES;
const ids = Array.from({ length: LINES }, (_, id) => id);

describeWithRedis('docs/examples/batch on BullMQ', () => {
  let redis: RedisServer;
  let bench: BatchBench;
  beforeEach(async () => {
    redis = await RedisServer.start();
    bench = new BatchBench();
  });
  afterEach(async () => {
    await bench[Symbol.asyncDispose]();
    await redis.stop();
  });

  const start = (gateway: MockGateway, ...flags: string[]): Running => bench.start('--base-url', gateway.baseUrl, '--redis', redis.url, ...flags);
  const startWorker = (): Running => bench.run('worker', '--redis', redis.url, '--concurrency', String(CONCURRENCY));
  async function kill({ child, end }: Running): Promise<void> {
    child.kill('SIGKILL');
    await end;
  }

  it('answers every line once when both workers and the coordinator are killed in turn, and then asks nothing more', async () => {
    const world = new Gateway(10);
    await using gateway = await mockGateway({ script: world.script, keepRequests: 1 });
    bench.writeInput(ids);
    const coordinator = start(gateway);
    const workers = [startWorker(), startWorker()];
    const kills = [[0.2, workers[0]], [0.4, workers[1]], [0.6, coordinator]] as const;
    for (const [share, process] of kills) {
      await world.seen(share * LINES);
      if (process) await kill(process);
      if (process !== coordinator) workers.push(startWorker());
    }
    const { code, said } = await start(gateway, '--ordered').end;
    expect([code, said]).toEqual([0, expect.stringContaining(' before)')]);
    expect(bench.entries('out.jsonl').map(({ id, text }) => [id, text])).toEqual(ids.map((id) => [id, answerTo(id)]));
    expect(bench.read('dead.jsonl')).toBe('');
    expect(gateway.requestCount - world.faults - ids.length).toBeLessThanOrEqual(2 * CONCURRENCY);

    const [before, count] = [bench.read('out.jsonl'), gateway.requestCount];
    expect((await start(gateway).end).code).toBe(0);
    expect([bench.read('out.jsonl'), gateway.requestCount]).toEqual([before, count]);
  }, TIMEOUT_MS);

  it('writes dead letters, asks again for those that it is told to, and finishes what is asked when it is told to stop', async () => {
    let isMended = false;
    await using gateway = await mockGateway({ script: ({ body }) => (isMended || promptOf(body) > 0 ? { text: answerTo(promptOf(body)), betweenChunksMs: 20 } : { status: 400, error: { type: 'invalid_request_error', message: 'No' } }) });
    bench.writeInput(ids.slice(0, 40));
    const worker = startWorker();
    expect((await start(gateway).end).code).toBe(1);
    expect(bench.entries('dead.jsonl').map(({ id, error }) => [id, error?.type])).toEqual([[0, 'invalid_request_error']]);
    isMended = true;
    expect((await start(gateway, '--again', 'all').end).code).toBe(0);
    expect(gateway.requestCount).toBe(41);

    bench.writeInput(ids.slice(0, 80));
    const stopped = start(gateway);
    await gateway.requestAt(50);
    for (const { child } of [worker, stopped]) child.kill('SIGTERM');
    expect([(await worker.end).code, (await stopped.end).code]).toEqual([0, 3]);
    const rest = start(gateway, '--ordered');
    startWorker();
    expect((await rest.end).code).toBe(0);
    expect(gateway.requestCount).toBe(81);
    expect(bench.entries('out.jsonl').map(({ id }) => id)).toEqual(ids.slice(0, 80));
  }, TIMEOUT_MS);

  it('makes all workers wait for a 429 that one of them got, also one that has just started', async () => {
    const HOLD_MS = 3_000;
    const inHold: number[] = [];
    let count = 0;
    let heldAt = Infinity;
    let tellHeld: () => void = () => undefined;
    const held = new Promise<void>((resolve) => { tellHeld = resolve; });
    await using gateway = await mockGateway({
      keepRequests: 1,
      script: ({ body }) => {
        count += 1;
        const sinceMs = performance.now() - heldAt;
        if (count === 60) {
          heldAt = performance.now();
          tellHeld();
        } else if (sinceMs >= 0 && sinceMs < HOLD_MS) {
          inHold.push(sinceMs);
        } else {
          return { text: answerTo(promptOf(body)), betweenChunksMs: 10 };
        }
        return { status: 429, headers: { 'retry-after': '3' }, error: { type: 'rate_limit_error', message: 'Slow down.' } };
      },
    });
    bench.writeInput(ids.slice(0, 150));
    const coordinator = start(gateway, '--ordered');
    const workers = [startWorker(), startWorker()];
    await held;
    workers.push(startWorker());
    expect((await coordinator.end).code).toBe(0);
    expect(inHold.length).toBeLessThanOrEqual(2 * CONCURRENCY + 2);
    expect(bench.entries('out.jsonl').map(({ id }) => id)).toEqual(ids.slice(0, 150));
  }, TIMEOUT_MS);

  it('says what is missing', async () => {
    const [noRedis, unreachable, worker] = await Promise.all([
      bench.run('worker').end,
      bench.run('worker', '--redis', 'redis://:secret@127.0.0.1:1').end,
      bench.run('worker', '--help').end,
    ]);
    expect(noRedis).toEqual({ code: 2, said: '--redis is missing.\n' });
    expect(unreachable).toEqual({ code: 2, said: expect.stringMatching(/^There is no Redis at 127\.0\.0\.1:1: .*ECONNREFUSED(?!.*secret)/) as string });
    expect(worker).toEqual({ code: 0, said: expect.stringContaining('--redis URL') as string });
  }, TIMEOUT_MS);
});
