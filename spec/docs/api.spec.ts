import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const committed = join(root, 'docs/api');

async function pagesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.md')).sort();
  return new Map(await Promise.all(files.map(async (file) => [file, await readFile(join(folder, file), 'utf8')] as const)));
}

/** What each entry point exports, by the folder of its pages. */
async function exportedNames(entry: string): Promise<string[]> {
  const source = await readFile(join(root, entry), 'utf8');
  return [...source.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, names = '']) => [...names.matchAll(/(?:type )?(\w+)\s*(?:,|$)/gm)].map(([, name]) => name ?? ''));
}

describe('docs/api', () => {
  it('is what the source says now (else run npm run docs:api)', async () => {
    const out = await mkdtemp(join(tmpdir(), 'framewise-api-'));
    try {
      await promisify(execFile)(process.execPath, ['--import', 'tsx', 'docs/typedoc/write.ts', out], { cwd: root });
      expect(await pagesIn(committed)).toEqual(await pagesIn(out));
    } finally {
      await rm(out, { recursive: true });
    }
  }, 180_000);

  it.each([
    ['src/index.ts', 'framewise'],
    ['src/testing/index.ts', 'framewise/testing'],
  ])('has a page for every name that %s exports', async (entry, folder) => {
    const names = await exportedNames(entry);
    const pages = [...(await pagesIn(join(committed, folder))).keys()].map((file) => file.split('/').at(-1)?.replace('.md', ''));
    expect(names.length).toBeGreaterThan(5);
    expect(pages).toEqual(expect.arrayContaining(names));
  });
});
