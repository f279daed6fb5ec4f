import { readFileSync, readdirSync } from 'node:fs';
import { entryPoints } from '../../docs/api/write/entry-points.js';
import { pages } from '../../docs/api/write/pages.js';

const folder = new URL('../../docs/api/', import.meta.url);
const written = pages();
const all = [...written.values()].join('\n');

describe('docs/api', () => {
  it('is what the source says now (else run npm run docs:api)', () => {
    const committed = readdirSync(folder).filter((file) => file.endsWith('.md'));
    expect(committed.sort()).toEqual([...written.keys()].sort());
    for (const file of committed) expect(readFileSync(new URL(file, folder), 'utf8')).toBe(written.get(file));
  });

  it.each(entryPoints())('describes $name of $from once', ({ name }) => {
    expect(all.split(`\n## ${name}\n`)).toHaveLength(2);
  });

  it('links each name to its own heading, also where two differ in their capitals alone', () => {
    expect(written.get('README.md')).toContain('[`mockGateway`](testing.md#mockgateway) |');
    expect(written.get('README.md')).toContain('[`MockGateway`](testing.md#mockgateway-1) |');
  });

  it('shows signatures, and no bodies', () => {
    expect(all).toContain('function failOnErrorFrame<P>(): OperatorFunction<Frame<P>, GoodFrame<P>>;\n```');
    expect(all).toContain('  static is(value: unknown): value is ApiError;\n');
    expect(all).not.toMatch(/^ +return /m);
  });
});
