import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { typeCheck } from '../support/type-check.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a block may use without saying where it comes from. */
const prelude = `
declare const apiKey: string;
declare const model: string;
declare const prompt: string;
`;
const preludePath = 'docs/code-blocks-prelude.d.ts';

interface Block {
  /** The page that it stands on, and the line of its first line there. */
  readonly page: string;
  readonly line: number;
  readonly code: string;
}

const pages = ['README.md', ...filesIn('docs').map((file) => join('docs', file))].filter((page) => existsSync(join(root, page)));
const blocks = pages.flatMap((page) => blocksOf(page, readFileSync(join(root, page), 'utf8')));

/** The folder of each example, by its text. */
const examples = new Map(['docs/examples', 'docs/examples/recipes', 'docs/examples/nest-gateway'].flatMap((folder) =>
  readdirSync(join(root, folder)).filter((file) => file.endsWith('.ts')).map((file) => [readFileSync(join(root, folder, file), 'utf8'), folder]),
));

/** Pages that go on from examples: their blocks stand beside them. */
const folders: Readonly<Record<string, string>> = { 'docs/recipes.md': 'docs/examples/recipes', 'docs/nestjs.md': 'docs/examples/nest-gateway' };

function filesIn(folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  // The blocks of the reference are declarations, cut out of their modules.
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md') && !/^api\/|node_modules\//.test(file));
}

function blocksOf(page: string, text: string): Block[] {
  return [...text.matchAll(/^([ \t]*)```ts\b.*\n([\s\S]*?)^[ \t]*```/gm)].map((match) => ({
    page,
    line: text.slice(0, match.index).split('\n').length + 1,
    code: match[2] ?? '',
  }));
}

/** Beside its page, or beside the examples that it shows in full or goes on from, so that relative imports mean what they say there. */
function fileOf({ page, line, code }: Block): string {
  const folder = examples.get(code) ?? folders[page] ?? dirname(page);
  return join(folder, `${basename(page)}.line-${String(line)}.ts`);
}

describe('the code blocks of README.md and docs/', () => {
  it('are found in every page that has some', () => {
    const fences = pages.map((page) => readFileSync(join(root, page), 'utf8').match(/^[ \t]*```(?:ts|typescript)\b/gm)?.length ?? 0);
    expect(blocks).toHaveLength(fences.reduce((sum, count) => sum + count, 0));
  });

  it('compile', () => {
    const files = new Map(blocks.map((block) => [fileOf(block), `${block.code}\nexport {};\n`]));
    const { problems } = typeCheck([...files.keys(), preludePath], files.set(preludePath, prelude));
    // The line on the page, in place of the line in the block.
    const onPages = problems.map((problem) =>
      problem.replace(/\.line-(\d+)\.ts:(\d+)/, (_, first: string, line: string) => `:${String(Number(first) + Number(line) - 1)}`),
    );
    expect(onPages).toEqual([]);
  }, 60_000);
});
