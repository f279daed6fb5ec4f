import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, stop } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What a browser downloads for these lines, minified and gzipped, without rxjs, which the app has anyway. In bytes. */
async function size(code: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: root, loader: 'ts' },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    external: ['rxjs', '@angular/*'],
    tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
  });
  const bundled = outputFiles[0]?.contents;
  if (!bundled) throw new Error('nothing was bundled');
  return gzipSync(bundled).length;
}

/** Limits with some air: growth past one of them is a decision, not an accident. */
const limits: [what: string, code: string, kB: number][] = [
  ['one protocol, read reliably as text', `export { streamFrames, messages, reliably, text } from 'framewise'`, 36.1],
  // What each part weighs, and what 28, 29.5 and 31 kB would take, stands in docs/decisions/0070.
  ['Messages, read reliably and collected', `export { streamFrames, messages, reliably, collect } from 'framewise'`, 37.1],
  ['Chat Completions, read reliably and collected', `export { streamFrames, chatCompletions, reliably, collect } from 'framewise'`, 37.9],
  ['Responses, read reliably and collected', `export { streamFrames, responses, reliably, collect } from 'framewise'`, 45],
  ['everything', `export * from 'framewise'`, 70.8],
];

/** What the vendors' own clients take, which a browser would load in its place. */
const others: [name: string, code: string, kB: number][] = [
  ['openai', `export { OpenAI } from 'openai'`, 36],
  ['@anthropic-ai/sdk', `export { Anthropic } from '@anthropic-ai/sdk'`, 85],
];

// Its process would live as long as that of the specs.
afterAll(() => stop());

describe('the bundle', () => {
  it.each(limits)('of %s stays small, and the README tells its size', async (what, code, kB) => {
    const bytes = await size(code);
    expect(bytes).toBeLessThan(kB * 1000);
    expect(bytes).toBeGreaterThan((kB - 2) * 1000);
    expect(readFileSync(new URL('../README.md', import.meta.url), 'utf8')).toContain(`| ${what} | ${String(kB)} kB |`);
  });

  it.each(others)('of %s is what the README says', async (name, code, kB) => {
    expect(Math.round((await size(code)) / 1000)).toBe(kB);
    expect(readFileSync(new URL('../README.md', import.meta.url), 'utf8')).toContain(`\`${name}\` ${String(kB)} kB`);
  });

  it('leaves out the protocols that are not used', async () => {
    const one = await size(`export { parseFrames, messages } from 'framewise'`);
    const all = await size(`export { parseFrames, messages, responses, chatCompletions } from 'framewise'`);
    expect(all - one).toBeGreaterThan(3_000);
  });

  it('of framewise/angular is at most 3 kB beside the core', async () => {
    const core = `export { ApiError, collect, commits, messages, reliably, streamFrames } from 'framewise';`;
    const beside = (await size(`${core} export * from 'framewise/angular'`)) - (await size(core));
    expect(beside).toBeGreaterThan(1_000);
    expect(beside).toBeLessThan(3_000);
  });

  it('leaves out pulling where nobody pulls', async () => {
    const pushed = await size(`export { streamFrames, messages, reliably } from 'framewise'`);
    const pulled = await size(`export { streamFrames, messages, reliably, pullFrames } from 'framewise'`);
    expect(pulled - pushed).toBeGreaterThan(300);
  });
});
