import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { barCharts } from '../../docs/diagrams/draw/bar-chart.js';
import { pictures } from '../../docs/diagrams/draw/pictures.js';
import { readResults } from '../../docs/diagrams/draw/read-results.js';
import { scenes } from '../operators/diagrams/index.js';
import { exportedOperators } from '../support/exported-operators.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const operators = exportedOperators();
const committed = readdirSync(join(root, 'docs/diagrams')).filter((file) => file.endsWith('.svg'));
const drawn = pictures();

describe.each(operators)('%s', (name) => {
  const file = `${kebab(name)}.svg`;

  it('has a picture, drawn of marbles that its spec asserts', () => {
    expect(Object.keys(scenes)).toContain(name);
    expect([...drawn.keys()]).toContain(file);
  });

  it('shows it in its doc block and on the page of the operators', () => {
    expect(textOf(`src/operators/${kebab(name)}.ts`)).toContain(` * ![Marble diagram of ${name}](../../docs/diagrams/${file})\n`);
    expect(textOf('docs/operators.md')).toContain(`## ${name}\n\n![Marble diagram of ${name}](diagrams/${file})\n`);
  });
});

describe('the committed pictures', () => {
  it('are those of the exported operators, and the few others', () => {
    const others = committed.filter((file) => !operators.some((name) => file === `${kebab(name)}.svg`) && !file.startsWith('benchmark-'));
    expect(others.sort()).toEqual(['broken-stream.svg', 'commit.svg', 'data-flow.svg', 'frame-idea.svg', 'legend.svg', 'resumable-frames.svg', 'retry-decision.svg', 'storm.svg', 'upstream.svg']);
  });

  it.each([...drawn])('are what is drawn now: %s (else run npm run docs:diagrams)', (file, svg) => {
    expect(textOf(`docs/diagrams/${file}`)).toBe(svg);
  });

  it.each(committed)('need nothing beside them, and say in words what they show: %s', (file) => {
    const svg = textOf(`docs/diagrams/${file}`);
    expect(problemsOf(svg)).toEqual([]);
    expect(svg).not.toMatch(/<(?:script|image|use|a|foreignObject)\b|href|url\(|@import/);
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toContain('://');
    expect(svg).toMatch(/<title id="title">[^<]+<\/title>\n<desc id="description">[^<]+<\/desc>/);
    expect(svg).toContain('@media (prefers-color-scheme:dark)');
  });
});

describe('the charts of a benchmark', () => {
  const rows = [{ name: 'hand-written limit', value: 100, ratio: 1 }, { name: 'framewise <collect>', value: 5_000, ratio: 50 }];
  const table = (title: string) => ({ title, unit: 'ns per frame', rows });
  const read = readResults({ tables: [table('messages, 16 KiB chunks'), table('messages, one frame per chunk'), table('first frame')] });

  it('stand in one picture if they are about the same', () => {
    expect([...read].map(([about, charts]) => [about, charts.length])).toEqual([['messages', 2], ['first frame', 1]]);
    expect(read.get('first frame')?.[0]?.bars[1]).toEqual({ name: 'framewise <collect>', value: 5_000, ratio: 50 });
  });

  it('look like the other pictures, and say where a bar is broken off', () => {
    const svg = barCharts('messages', read.get('messages') ?? []);
    expect(problemsOf(svg)).toEqual([]);
    expect(svg).toContain('times the hand-written limit, broken off');
    expect(barCharts('frames', [{ title: 'frames', unit: 'ns', bars: [{ name: 'limit', value: 1, ratio: 1 }] }])).not.toContain('broken');
  });

  it('have bars whose lengths are as their ratios', () => {
    const bars = [1, 2.5, 5].map((ratio) => ({ name: 'limit', value: ratio, ratio }));
    const svg = barCharts('frames', [{ title: 'frames', unit: 'ns', bars }]);
    expect([...svg.matchAll(/width="([\d.]+)" height="22" rx="4"/g)].map(([, width]) => width)).toEqual(['60', '150', '300']);
  });
});

describe('the check of the pictures', () => {
  it.each([
    ['<a><b></a></b>', 'a closes b'],
    ['<a>', 'a is open'],
    ['<a b="1" b="2"/>', 'a repeats an attribute'],
    ['<a b="<"/>', 'at 0: <a b="<"/>'],
    ['<a>&nbsp;</a>', 'at 3: &nbsp;</a>'],
    ['<a/><b/>', '2 roots'],
  ])('finds what is wrong with %s', (svg, problem) => {
    expect(problemsOf(svg)).toContain(problem);
  });
});

/** Whether it is well-formed XML, of the few forms that the pictures use. */
function problemsOf(svg: string): string[] {
  const token = /<(\/?)([a-z]+)((?: [a-zA-Z:-]+="(?:[^"<&]|&(?:amp|lt|gt|quot);)*")*)(\/?)>|(?:[^<&]|&(?:amp|lt|gt|quot);)+/y;
  const open: string[] = [];
  const problems: string[] = [];
  let roots = 0;
  while (token.lastIndex < svg.length) {
    const at = token.lastIndex;
    const match = token.exec(svg);
    if (match === null) return [...problems, `at ${String(at)}: ${svg.slice(at, at + 20)}`];
    const [, closing, name = '', attributes = '', empty] = match;
    if (name === '') continue;
    const names = [...attributes.matchAll(/ ([a-zA-Z:-]+)="/g)].map(([, attribute]) => attribute);
    if (new Set(names).size < names.length) problems.push(`${name} repeats an attribute`);
    if (closing === '/') {
      const last = open.pop();
      if (last !== name) problems.push(`${name} closes ${String(last)}`);
      continue;
    }
    if (open.length === 0) roots += 1;
    if (empty !== '/') open.push(name);
  }
  if (roots !== 1) problems.push(`${String(roots)} roots`);
  return [...problems, ...open.map((name) => `${name} is open`)];
}
