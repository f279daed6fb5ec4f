import { appendFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { type MockGateway, mockGateway } from 'framewise/testing';

import { BatchBench, type Running } from './support/bench.js';
import { answerTo, Gateway, promptOf } from './support/gateway.js';

const CONCURRENCY = 8;
/** Some hundreds show it; ten thousand take minutes: FRAMEWISE_BATCH_LINES=10000 */
const LINES = Number(process.env['FRAMEWISE_BATCH_LINES'] ?? 300);
const TIMEOUT_MS = 120_000 + 60 * LINES;
const ids = Array.from({ length: LINES }, (_, id) => id);

describe('docs/examples/batch', () => {
  let bench: BatchBench;
  beforeEach(() => { bench = new BatchBench(); });
  afterEach(() => bench[Symbol.asyncDispose]());

  const start = (gateway: MockGateway, ...flags: string[]): Running => bench.start('--base-url', gateway.baseUrl, '--concurrency', String(CONCURRENCY), ...flags);

  it('answers every line once, however often it is killed, and then asks nothing more', async () => {
    const world = new Gateway(10);
    await using gateway = await mockGateway({ script: world.script, keepRequests: 1 });
    bench.writeInput(ids);
    for (const requests of [0.3 * LINES, 0.7 * LINES]) {
      const { child, end } = start(gateway);
      await world.seen(requests);
      child.kill('SIGKILL');
      await end;
      appendFileSync(bench.at('out.jsonl'), '{"id":1,"text":"torn');
    }
    const { code, said } = await start(gateway, '--ordered').end;
    expect([code, said]).toEqual([0, expect.stringContaining(' before)')]);
    expect(bench.entries('out.jsonl').map(({ id, text }) => [id, text])).toEqual(ids.map((id) => [id, answerTo(id)]));
    expect(bench.read('dead.jsonl')).toBe('');
    expect(gateway.requestCount - world.faults - ids.length).toBeLessThanOrEqual(2 * CONCURRENCY);
    expect(world.most).toBeLessThanOrEqual(CONCURRENCY + 2);

    const [before, count] = [bench.read('out.jsonl'), gateway.requestCount];
    expect((await start(gateway).end).code).toBe(0);
    expect([bench.read('out.jsonl'), gateway.requestCount]).toEqual([before, count]);
  }, TIMEOUT_MS);

  it('finishes what is asked when it is told to stop, and asks nothing twice', async () => {
    const world = new Gateway(Infinity);
    await using gateway = await mockGateway({ script: async (request) => ({ ...await world.script(request), betweenChunksMs: 5 }), keepRequests: 1 });
    bench.writeInput(ids);
    const { child, end } = start(gateway);
    await world.seen(60);
    const toldAt = performance.now();
    child.kill('SIGTERM');
    expect((await end).code).toBe(3);
    expect(performance.now() - toldAt).toBeLessThan(10_000);
    expect(bench.entries('out.jsonl')).toHaveLength(gateway.requestCount);
    expect((await start(gateway).end).code).toBe(0);
    expect(gateway.requestCount).toBe(ids.length);
    expect(bench.entries('out.jsonl').map(({ id }) => id).sort((a, b) => a - b)).toEqual(ids);
    expect(existsSync(bench.at('out.jsonl.lock'))).toBe(false);
  }, TIMEOUT_MS);

  it('gives a line to the answers or to the dead letters, and asks again for those that it is told to', async () => {
    let isMended = false;
    await using gateway = await mockGateway({
      script: ({ body }) => {
        const id = promptOf(body);
        if (isMended || id > 2) return { text: answerTo(id) };
        return [{ text: 'cut', finish: 'length' } as const, { text: 'filtered', finish: 'content-filter' } as const, { status: 400, error: { type: 'invalid_request_error', message: 'No' } }][id] ?? {};
      },
    });
    bench.writeInput([0, 1, 2, 3]);
    const { code, said } = await start(gateway).end;
    expect(code).toBe(1);
    expect(said).toMatch(/1 {2}finish_length +Allow/);
    expect(bench.entries('dead.jsonl').map(({ id, error }) => [id, error?.type]).sort()).toEqual([[0, 'finish_length'], [1, 'finish_content-filter'], [2, 'invalid_request_error']]);
    expect(bench.entries('out.jsonl').map(({ id }) => id)).toEqual([3]);
    isMended = true;
    expect((await start(gateway, '--again', 'finish_length').end).code).toBe(1);
    expect(bench.entries('dead.jsonl')).toHaveLength(2);
    expect((await start(gateway, '--again', 'all', '--ordered').end).code).toBe(0);
    expect(bench.entries('out.jsonl').map(({ id, text }) => [id, text])).toEqual([0, 1, 2, 3].map((id) => [id, answerTo(id)]));
    expect(gateway.requestCount).toBe(7);
  }, TIMEOUT_MS);

  it('serves no old answer for a changed prompt, and refuses a second process, a broken journal and a broken line', async () => {
    await using gateway = await mockGateway({ script: ({ body }) => ({ text: answerTo(promptOf(body)) }) });
    bench.writeInput([1]);
    expect((await start(gateway).end).code).toBe(0);
    writeFileSync(bench.at('in.jsonl'), bench.read('in.jsonl').replace('"content":"1"', '"content":"2"'));
    expect((await start(gateway).end).code).toBe(0);
    expect(bench.entries('out.jsonl').map(({ text }) => text)).toEqual([answerTo(1), answerTo(2)]);

    writeFileSync(bench.at('out.jsonl.lock'), String(process.pid));
    expect(await start(gateway).end).toEqual({ code: 2, said: expect.stringContaining(`process ${String(process.pid)} holds`) as string });
    rmSync(bench.at('out.jsonl.lock'));
    const [whole] = bench.read('out.jsonl').split('\n');
    writeFileSync(bench.at('out.jsonl'), `{"id":1,"te\n${whole ?? ''}\n`);
    expect(await start(gateway).end).toEqual({ code: 2, said: expect.stringContaining('out.jsonl:1 is no line of this batch.') as string });
    rmSync(bench.at('out.jsonl'));
    appendFileSync(bench.at('in.jsonl'), '{"id":7}\n');
    expect((await start(gateway).end).code).toBe(2);
    expect(gateway.requestCount).toBeLessThanOrEqual(3);
  }, TIMEOUT_MS);
});
