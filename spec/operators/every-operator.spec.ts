import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as framewise from 'framewise';
import * as rxjs from 'rxjs';

import { exportedOperators } from '../support/exported-operators.js';

const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const operators = exportedOperators();
const numbers = ['Ten', 'Eleven', 'Twelve', 'Thirteen', 'Fourteen', 'Fifteen', 'Sixteen', 'Seventeen', 'Eighteen', 'Nineteen', 'Twenty'];

describe.each(operators)('the operator %s', (name) => {
  it('has a file and a spec of its name', () => {
    for (const path of [`src/operators/${kebab(name)}.ts`, `spec/operators/${kebab(name)}.spec.ts`]) {
      expect([path, existsSync(new URL(`../../${path}`, import.meta.url))]).toEqual([path, true]);
    }
  });

  it('is told from one without its brackets where it is written', () => {
    const operator = (framewise as unknown as Record<string, (source: unknown) => unknown>)[name];
    expect(() => operator?.(rxjs.NEVER)).toThrow(TypeError);
  });

  it('has a section with its picture in docs/operators.md, and an example there', () => {
    const [, section = ''] = textOf('docs/operators.md').split(`\n## ${name}\n`);
    const [own = ''] = section.split('\n## ');
    expect(own).toContain(`](diagrams/${kebab(name)}.svg)`);
    expect(own).toContain('```ts');
    expect(own).toContain(`${name}(`);
  });

  it('has a place in the table of docs/operators.md', () => {
    expect(textOf('docs/operators.md')).toContain(`[\`${name}\`](#${name.toLowerCase()})`);
  });

  it('shows its picture in its doc block', () => {
    expect(textOf(`src/operators/${kebab(name)}.ts`)).toContain(`](../../docs/diagrams/${kebab(name)}.svg)`);
  });

  it('says which operator of RxJS it is like, in its doc block and in docs/operators.md', () => {
    const [, page = ''] = textOf('docs/operators.md').split(`\n## ${name}\n`);
    for (const text of [textOf(`src/operators/${kebab(name)}.ts`), page.split('\n## ')[0] ?? '']) {
      const [, known] = /Like (?:RxJS|nothing in RxJS: it is a) `(\w+)`/.exec(text) ?? [];
      expect(Object.keys(rxjs)).toContain(known);
    }
  });

  it('stands in the changelog', () => {
    expect(textOf('CHANGELOG.md')).toContain(`\`${name}`);
  });
});

it('src/operators/ holds the operators and, in wings, what they stand on', () => {
  const files = readdirSync(new URL('../../src/operators/', import.meta.url)).filter((file) => file.endsWith('.ts'));
  expect(files.sort()).toEqual(operators.map((name) => `${kebab(name)}.ts`).sort());
});

it('docs/operators.md counts the operators', () => {
  expect(textOf('docs/operators.md')).toContain(`\n${numbers[operators.length - 10] ?? ''} operators, one picture each.`);
});
