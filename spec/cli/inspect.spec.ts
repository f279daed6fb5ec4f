import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { messages } from '../../src/index.js';
import { writeAnswer } from '../../src/testing/index.js';
import { PATIENCE_MS, runCli, startCli } from './run-cli.js';
import { markupFaults } from './well-formed.js';

const WHOLE = writeAnswer(messages, { text: 'Hello, world', usage: { inputTokens: 3, outputTokens: 2 } });
const FAILED = writeAnswer(messages, { text: 'Hello', error: { type: 'overloaded_error', message: 'Overloaded\u001b[31m' } });

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'framewise-'));
  await writeFile(join(folder, 'whole.sse'), WHOLE);
  await writeFile(join(folder, 'failed.sse'), FAILED);
});
afterAll(() => rm(folder, { recursive: true }));

describe('framewise', () => {
  it.each([
    [['--help'], 'Usage: framewise <command>'],
    [['inspect', '--help'], 'Usage: framewise inspect'],
    [['serve', '--help'], 'Usage: framewise serve'],
    [['--version'], '0.'],
  ])('%j helps, and ends well', async (args, begins) => {
    const run = await runCli(args);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout.startsWith(begins)).toBe(true);
    expect(run.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  }, PATIENCE_MS);

  it.each([
    [[], 'framewise: It needs a command: inspect or serve. See --help.\n'],
    [['frobnicate'], 'framewise: There is no command "frobnicate"; there are inspect and serve. See --help.\n'],
    [['inspect', '--nonsense'], "framewise: Unknown option '--nonsense'. See --help.\n"],
    [['inspect', '--protocol', 'morse'], 'framewise: --protocol must be one of chat-completions, responses, messages. See --help.\n'],
    [['inspect', '/nowhere.sse'], 'framewise: "/nowhere.sse" cannot be read: there is no such file. See --help.\n'],
    [['inspect', 'a', 'b'], 'framewise: There is one file to read, not 2. See --help.\n'],
    [['serve', '--port', 'x'], 'framewise: --port must be a whole number from 0 to 65535. See --help.\n'],
  ])('%j is a mistake, told in one line', async (args, complaint) => {
    expect(await runCli(args)).toEqual({ code: 2, stdout: '', stderr: complaint });
  }, PATIENCE_MS);
});

describe('framewise inspect', () => {
  it('reads a file, and ends with 0 for a whole answer', async () => {
    const run = await runCli(['inspect', join(folder, 'whole.sse')]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/^✓ The answer is whole: it finished by itself\.\n/);
  }, PATIENCE_MS);

  it('reads standard input, and ends with 1 for a failed one', async () => {
    const run = await runCli(['inspect'], FAILED);
    expect(run).toMatchObject({ code: 1, stderr: '' });
    expect(run.stdout).toMatch(/^✗ The server reported an error after 5 characters of text: overloaded_error, "Overloaded\\u001b\[31m"\n/);
    expect(run.stdout).not.toContain('\u001b');
  }, PATIENCE_MS);

  it('reports as JSON of a stable shape', async () => {
    const run = await runCli(['inspect', '--json', '-'], FAILED);
    expect(run.code).toBe(1);
    const report = JSON.parse(run.stdout) as { events: unknown[] };
    expect(Object.keys(report)).toEqual([
      'version', 'whole', 'outcome', 'headline', 'advice', 'source', 'http', 'protocol', 'error', 'hadOutput', 'findings', 'answer', 'events',
    ]);
    expect(report).toMatchObject({
      version: 1,
      whole: false,
      outcome: 'error',
      source: { name: 'standard input', bytes: Buffer.byteLength(FAILED), durationMs: null },
      http: null,
      protocol: { name: 'messages', because: 'the shape of its events' },
      error: { type: 'overloaded_error', origin: 'stream', status: 529, retryable: true },
      hadOutput: true,
      findings: [{ level: 'error', code: 'error_event', message: 'Overloaded\\u001b[31m', line: 11, column: 7, byte: FAILED.indexOf('{"type":"error"') }],
      answer: { model: 'mock-model', choices: [{ text: 'Hello', toolCalls: [], finishReason: null }] },
    });
    expect(report.events.at(-1)).toEqual({
      number: 4, kind: 'error', name: 'error', line: 10, byte: FAILED.indexOf('event: error'), atMs: null, deltas: [],
    });
  }, PATIENCE_MS);

  it('writes a page, a picture, and a recording that it reads again', async () => {
    const [html, svg, record] = ['report.html', 'report.svg', 'stream.txt'].map((name) => join(folder, name)) as [string, string, string];
    await runCli(['inspect', '--html', html, '--svg', svg, '--record', record], WHOLE);
    expect(markupFaults(await readFile(html, 'utf8'))).toEqual([]);
    expect(markupFaults(await readFile(svg, 'utf8'))).toEqual([]);
    expect((await readFile(record, 'utf8')).replace(/^@[\d.]+\n/gm, '')).toBe(WHOLE);
    expect((await runCli(['inspect', record])).code).toBe(0);
  }, PATIENCE_MS);

  it('says in one line that it cannot write', async () => {
    const run = await runCli(['inspect', join(folder, 'whole.sse'), '--svg', join(folder, 'no', 'such.svg')]);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(/^framewise: "[^"]+" cannot be written: there is no such file\. See --help\.\n$/);
  }, PATIENCE_MS);

  it('reports what has come when it is interrupted', async () => {
    const { child, ended } = startCli(['inspect', '--json']);
    const begun = WHOLE.slice(0, WHOLE.indexOf('event: message_stop'));
    // So much fits into no pipe: when it is written, somebody reads it, and a signal is no longer answered by Node itself.
    child.stdin?.write(begun + ': still alive\n'.repeat(100_000), () => child.kill('SIGINT'));
    const { code, stdout } = await ended;
    expect(code).toBe(1);
    const report = JSON.parse(stdout) as { outcome: string; source: { bytes: number } };
    expect(report.outcome).toBe('interrupted');
    expect(report.source.bytes).toBeGreaterThan(begun.length);
  }, PATIENCE_MS);

  it('ends quietly when nobody reads its output any more', async () => {
    const long = writeAnswer(messages, { text: Array.from({ length: 20_000 }, () => 'word ') });
    const { child, ended } = startCli(['inspect', '--json']);
    child.stdout?.once('data', () => child.stdout?.destroy());
    child.stdin?.end(long);
    expect((await ended).stderr).toBe('');
  }, PATIENCE_MS);
});
