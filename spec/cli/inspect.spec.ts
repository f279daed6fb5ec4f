import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { messages } from '../../src/index.js';
import { writeAnswer } from '../../src/testing/index.js';
import { PATIENCE_MS, runHere, startChild } from './support/run-cli.js';
import { markupFaults } from './support/well-formed.js';

const WHOLE = writeAnswer(messages, { text: 'Hello, world', usage: { inputTokens: 3, outputTokens: 2 } });
const FAILED = writeAnswer(messages, { text: 'Hello', error: { type: 'overloaded_error', message: 'Overloaded\u001b[31m' } });

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'framewise-'));
  await writeFile(join(folder, 'whole.sse'), WHOLE);
  await writeFile(join(folder, 'failed.sse'), FAILED);
});
afterAll(() => rm(folder, { recursive: true }));

describe('framewise inspect', () => {
  it('reads a file, and ends with 0 for a whole answer', async () => {
    const run = await runHere(['inspect', join(folder, 'whole.sse')]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/^✓ The answer is whole: it finished by itself\.\n/);
  });

  it('reads standard input, and ends with 1 for a failed one', async () => {
    const run = await runHere(['inspect'], FAILED);
    expect(run).toMatchObject({ code: 1, stderr: '' });
    expect(run.stdout).toMatch(/^✗ The server reported an error after 5 characters of text: overloaded_error, "Overloaded\\u001b\[31m"\n/);
    expect(run.stdout).not.toContain('\u001b');
  });

  it('reports as JSON of a stable shape', async () => {
    const run = await runHere(['inspect', '--json', '-'], FAILED);
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
  });

  it('writes a page, a picture, and a recording that it reads again', async () => {
    const [html, svg, record] = ['report.html', 'report.svg', 'stream.txt'].map((name) => join(folder, name)) as [string, string, string];
    await runHere(['inspect', '--html', html, '--svg', svg, '--record', record], WHOLE);
    expect(markupFaults(await readFile(html, 'utf8'))).toEqual([]);
    expect(markupFaults(await readFile(svg, 'utf8'))).toEqual([]);
    expect((await readFile(record, 'utf8')).replace(/^@[\d.]+\n/gm, '')).toBe(WHOLE);
    expect((await runHere(['inspect', record])).code).toBe(0);
  });

  it('says in one line that it cannot write', async () => {
    const run = await runHere(['inspect', join(folder, 'whole.sse'), '--svg', join(folder, 'no', 'such.svg')]);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(/^framewise: "[^"]+" cannot be written: there is no such file\. See --help\.\n$/);
  });

  it('reports what has come when it is interrupted', async () => {
    const { child, ended } = startChild(['inspect', '--json']);
    const begun = WHOLE.slice(0, WHOLE.indexOf('event: message_stop'));
    // So much fits into no pipe: when it is written, somebody reads it, and a signal is no longer answered by Node itself.
    child.stdin?.write(begun + ': still alive\n'.repeat(50_000), () => child.kill('SIGINT'));
    const { code, stdout } = await ended;
    expect(code).toBe(1);
    const report = JSON.parse(stdout) as { outcome: string; source: { bytes: number } };
    expect(report.outcome).toBe('interrupted');
    expect(report.source.bytes).toBeGreaterThan(begun.length);
  }, PATIENCE_MS);

  it('ends quietly when nobody reads its output any more', async () => {
    const long = writeAnswer(messages, { text: Array.from({ length: 2_000 }, () => 'word ') });
    const { child, ended } = startChild(['inspect', '--json']);
    child.stdout?.once('data', () => child.stdout?.destroy());
    child.stdin?.end(long);
    expect((await ended).stderr).toBe('');
  }, PATIENCE_MS);
});
