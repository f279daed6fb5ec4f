import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { chatCompletions, collect, reliably, streamFrames } from 'framewise';
import { mockGateway, type Reply } from 'framewise/testing';

import { byAnthropic, byFramewise, byFramewiseMessages, byHand, byOpenai, type Read } from '../../docs/examples/why/readers.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const example = readFileSync(new URL('../../docs/examples/why/first.ts', import.meta.url), 'utf8');

/** The rows of the table that begins with this heading. */
function table(heading: string): string[][] {
  const [, rows = ''] = readme.split(`| ${heading} |`);
  const lines = rows.split('\n').slice(2);
  return lines.slice(0, lines.findIndex((line) => !line.startsWith('|'))).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
}

const error = { type: 'overloaded_error', message: 'Overloaded' };
const cut = (kind: 'end' | 'reset'): Reply => ({ text: ['Hello', ', world'], fault: { kind, afterText: 'Hello' } });
const whole: Reply = { text: ['Hello', ', world'] };

/** What is said, and whether anybody hears of the failure. */
async function outcome(read: Read, script: Reply[]): Promise<{ said: string; error: unknown }> {
  await using gateway = await mockGateway({ script });
  let said = '';
  try {
    await read(gateway.baseUrl, (words) => (said += words));
    return { said, error: undefined };
  } catch (error) {
    return { said, error };
  }
}

const inWords = ({ said, error }: { said: string; error: unknown }): string => `"${said}", ${error === undefined ? 'no error' : 'an error'}`;
const byType = ({ said, error }: { said: string; error: unknown }): string => `"${said}", \`${(error as { type: string }).type}\``;

/** Asks again after a failure, as a loop around a stream does. */
const again = (read: Read): Read => async (baseUrl, say) => {
  await read(baseUrl, say).catch(() => read(baseUrl, say));
};

describe('what goes wrong without it', () => {
  const rows = table('the server | a loop over `fetch` | the SDKs | framewise');
  const sdks = [byOpenai, byAnthropic];
  const ours = [byFramewise, byFramewiseMessages];

  beforeAll(() => jest.spyOn(console, 'error').mockImplementation(() => undefined));
  afterAll(() => jest.restoreAllMocks());

  it('has these rows', () => {
    expect(rows.map(([server]) => server?.split(' ')[0])).toEqual(['closes', 'fails', 'fails', 'resets']);
  });

  it.each<[row: number, script: Reply[]]>([
    [0, [cut('end')]],
    [1, [{ text: ['Hello'], error, as: 'choice' }]],
    [2, [{ text: [], error }, whole]],
  ])('row %d is what comes out', async (row, script) => {
    const [, hand, sdk, framewise = ''] = rows[row] ?? [];
    expect(inWords(await outcome(byHand, script))).toBe(hand);
    for (const read of sdks) expect(inWords(await outcome(read, script))).toBe(sdk);
    for (const read of ours) {
      const result = await outcome(read, script);
      expect(result.error === undefined ? `"${result.said}": asked again` : byType(result)).toBe(framewise);
    }
  });

  it('row 3 is what comes out', async () => {
    const script = [cut('reset'), whole];
    const [, hand, sdk, framewise] = rows[3] ?? [];
    expect(`"${(await outcome(again(byHand), script)).said}"`).toBe(hand);
    for (const read of sdks) expect(`"${(await outcome(again(read), script)).said}"`).toBe(sdk);
    const seen: string[] = [];
    const restarting: Read = (baseUrl) =>
      streamFrames(chatCompletions, { baseUrl: `${baseUrl}/v1`, apiKey: 'test', body: {} })
        .pipe(reliably({ logger: false, initialDelayMs: 0, afterOutput: 'restart' }), collect())
        .forEach(({ text }) => { seen.push(text); });
    await outcome(restarting, script);
    expect(seen.slice(seen.indexOf('Hello'))).toEqual(expect.arrayContaining(['Hello', '', 'Hello, world']));
    expect(`"${seen.at(-1) ?? ''}": \`restart\` clears the view`).toBe(framewise);
  });
});

describe('ten lines', () => {
  it('are ten, and printed as they run', () => {
    expect(example.trimEnd().split('\n').length).toBeLessThanOrEqual(10);
    expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``);
  });

  it('print what the page says', async () => {
    const lines: string[] = [];
    const print = (...parts: unknown[]): void => { lines.push(String(parts[0])); };
    for (const level of ['log', 'warn'] as const) jest.spyOn(console, level).mockImplementation(print);
    const failed = new Promise<void>((resolve) => jest.spyOn(console, 'error').mockImplementation(() => { resolve(); }));
    await import('../../docs/examples/why/first.js');
    await failed;
    jest.restoreAllMocks();
    const [, printed = ''] = /```text\n([^]*?)```/.exec(readme) ?? [];
    const [attempt = '', ...words] = printed.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^framewise: Attempt 2 begins in \d+ ms, after:$/);
    expect(attempt).toMatch(/^framewise: Attempt 2 begins in \d+ ms, after: \{ protocol: 'messages', host: /);
    expect(lines.slice(1, 3)).toEqual(words);
  });
});
