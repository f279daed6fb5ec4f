import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type MockGateway, mockGateway, type Reply, type ReplyMaker } from 'framewise/testing';

const main = fileURLToPath(new URL('../../docs/examples/batch/main.ts', import.meta.url));
const CONCURRENCY = 8;
/** Some hundreds show it; ten thousand take minutes: FRAMEWISE_BATCH_LINES=10000 */
const LINES = Number(process.env['FRAMEWISE_BATCH_LINES'] ?? 300);
const TIMEOUT_MS = 120_000 + 60 * LINES;

interface Entry {
  readonly id: number;
  readonly text?: string;
  readonly error?: { readonly type: string };
}

const answerTo = (id: number): string => `Answer ${String(id)}: ünïcode\n"quoted"`;
const promptOf = (body: unknown): number => Number((body as { messages: [{ content: string }] }).messages[0].content);
const entries = (text: string): Entry[] => text.split('\n').slice(0, -1).map((line) => JSON.parse(line) as Entry);

/** Answers each prompt with its own text, fails every tenth request, and counts how many are open at a time. */
class Gateway {
  faults = 0;
  most = 0;
  #open = 0;
  #count = 0;
  #waiting: { readonly count: number; readonly go: () => void }[] = [];

  constructor(private readonly everyNth: number) {}

  readonly script: ReplyMaker = (request): Reply => {
    this.#count += 1;
    this.#open += 1;
    this.most = Math.max(this.most, this.#open);
    void request.closed.then(() => { this.#open -= 1; });
    for (const { count, go } of this.#waiting) if (this.#count >= count) go();
    const text = answerTo(promptOf(request.body));
    if (this.#count % this.everyNth !== 0) return { text, usage: { outputTokens: 3 } };
    this.faults += 1;
    const faults: Reply[] = [
      { status: 529, error: { type: 'overloaded_error', message: 'Overloaded' } },
      { text, error: { type: 'overloaded_error', message: 'Overloaded' } },
      { text, fault: { kind: 'end', afterText: 'Answer' } },
    ];
    return faults[this.faults % 3] ?? {};
  };

  /** Resolves when so many requests have been seen in all. */
  seen(count: number): Promise<void> {
    return new Promise((go) => { this.#waiting.push({ count, go }); });
  }
}

describe('docs/examples/batch', () => {
  let folder: string;
  const children = new Set<ChildProcess>();
  const at = (name: string): string => join(folder, name);
  const read = (name: string): string => readFileSync(at(name), 'utf8');
  beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'batch-')); });
  afterEach(async () => {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    rmSync(folder, { recursive: true });
  });

  function writeInput(ids: readonly number[]): void {
    writeFileSync(at('in.jsonl'), ids.map((id) => `${JSON.stringify({ id, body: { model: 'm', messages: [{ role: 'user', content: String(id) }] } })}\n`).join(''));
  }

  function start(gateway: MockGateway, ...flags: string[]): { child: ChildProcess; end: Promise<{ code: number | null; said: string }> } {
    const files = ['--in', at('in.jsonl'), '--out', at('out.jsonl'), '--dead', at('dead.jsonl'), '--base-url', gateway.baseUrl, '--concurrency', String(CONCURRENCY)];
    const child = spawn(process.execPath, ['--import', 'tsx', main, ...files, ...flags], { stdio: ['ignore', 'ignore', 'pipe'] });
    children.add(child);
    let said = '';
    child.stderr.on('data', (text: Buffer) => { said += String(text); });
    return { child, end: once(child, 'close').then(([code]) => ({ code: code as number | null, said })) };
  }

  const ids = Array.from({ length: LINES }, (_, id) => id);

  it('answers every line once, however often it is killed, and then asks nothing more', async () => {
    const world = new Gateway(10);
    await using gateway = await mockGateway({ script: world.script, keepRequests: 1 });
    writeInput(ids);
    for (const requests of [0.3 * LINES, 0.7 * LINES]) {
      const { child, end } = start(gateway);
      await world.seen(requests);
      child.kill('SIGKILL');
      await end;
      appendFileSync(at('out.jsonl'), '{"id":1,"text":"torn');
    }
    const { code, said } = await start(gateway, '--ordered').end;
    expect([code, said]).toEqual([0, expect.stringContaining(' before)')]);
    expect(entries(read('out.jsonl')).map(({ id, text }) => [id, text])).toEqual(ids.map((id) => [id, answerTo(id)]));
    expect(read('dead.jsonl')).toBe('');
    expect(gateway.requestCount - world.faults - ids.length).toBeLessThanOrEqual(2 * CONCURRENCY);
    expect(world.most).toBeLessThanOrEqual(CONCURRENCY + 2);

    const [before, count] = [read('out.jsonl'), gateway.requestCount];
    expect((await start(gateway).end).code).toBe(0);
    expect([read('out.jsonl'), gateway.requestCount]).toEqual([before, count]);
  }, TIMEOUT_MS);

  it('finishes what is asked when it is told to stop, and asks nothing twice', async () => {
    const world = new Gateway(Infinity);
    await using gateway = await mockGateway({ script: async (request) => ({ ...await world.script(request), betweenChunksMs: 5 }), keepRequests: 1 });
    writeInput(ids);
    const { child, end } = start(gateway);
    await world.seen(60);
    const toldAt = performance.now();
    child.kill('SIGTERM');
    expect((await end).code).toBe(3);
    expect(performance.now() - toldAt).toBeLessThan(10_000);
    expect(entries(read('out.jsonl'))).toHaveLength(gateway.requestCount);
    expect((await start(gateway).end).code).toBe(0);
    expect(gateway.requestCount).toBe(ids.length);
    expect(entries(read('out.jsonl')).map(({ id }) => id).sort((a, b) => a - b)).toEqual(ids);
    expect(existsSync(at('out.jsonl.lock'))).toBe(false);
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
    writeInput([0, 1, 2, 3]);
    const { code, said } = await start(gateway).end;
    expect(code).toBe(1);
    expect(said).toMatch(/1 {2}finish_length +Allow/);
    expect(entries(read('dead.jsonl')).map(({ id, error }) => [id, error?.type]).sort()).toEqual([[0, 'finish_length'], [1, 'finish_content-filter'], [2, 'invalid_request_error']]);
    expect(entries(read('out.jsonl')).map(({ id }) => id)).toEqual([3]);
    isMended = true;
    expect((await start(gateway, '--again', 'finish_length').end).code).toBe(1);
    expect(entries(read('dead.jsonl'))).toHaveLength(2);
    expect((await start(gateway, '--again', 'all', '--ordered').end).code).toBe(0);
    expect(entries(read('out.jsonl')).map(({ id, text }) => [id, text])).toEqual([0, 1, 2, 3].map((id) => [id, answerTo(id)]));
    expect(gateway.requestCount).toBe(7);
  }, TIMEOUT_MS);

  it('serves no old answer for a changed prompt, and refuses a second process, a broken journal and a broken line', async () => {
    await using gateway = await mockGateway({ script: ({ body }) => ({ text: answerTo(promptOf(body)) }) });
    writeInput([1]);
    expect((await start(gateway).end).code).toBe(0);
    writeFileSync(at('in.jsonl'), read('in.jsonl').replace('"content":"1"', '"content":"2"'));
    expect((await start(gateway).end).code).toBe(0);
    expect(entries(read('out.jsonl')).map(({ text }) => text)).toEqual([answerTo(1), answerTo(2)]);

    writeFileSync(at('out.jsonl.lock'), String(process.pid));
    expect(await start(gateway).end).toEqual({ code: 2, said: expect.stringContaining(`process ${String(process.pid)} holds`) as string });
    rmSync(at('out.jsonl.lock'));
    const [whole] = read('out.jsonl').split('\n');
    writeFileSync(at('out.jsonl'), `{"id":1,"te\n${whole ?? ''}\n`);
    expect(await start(gateway).end).toEqual({ code: 2, said: expect.stringContaining('out.jsonl:1 is no line of this batch.') as string });
    rmSync(at('out.jsonl'));
    appendFileSync(at('in.jsonl'), '{"id":7}\n');
    expect((await start(gateway).end).code).toBe(2);
    expect(gateway.requestCount).toBeLessThanOrEqual(3);
  }, TIMEOUT_MS);
});
