import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApiError, chatCompletions, type ErrorOrigin, messages, parseFrames, type Protocol, responses } from 'framewise';
import { lastValueFrom, of } from 'rxjs';

import { ownWords } from '../../src/errors/words/own-words.js';
import { statusRow } from '../../src/errors/words/status-rows.js';
import { retryPolicy } from '../../src/operators/retry/retry-policy.js';
import { exportedOperators } from '../support/exported-operators.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md') && !file.includes('node_modules/'));
const besides = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'src/errors/words/README.md', 'spec/bench/README.md', 'spec/fixtures/README.md'];
const pages = [...besides, ...docs.map((file) => `docs/${file}`)];
const textOf = (page: string): string => readFileSync(join(root, page), 'utf8');
const decisions = docs.filter((file) => /^decisions\/\d/.test(file));

/** The page without its code, where brackets are no links and bars are no tables. */
function proseOf(page: string): string {
  return textOf(page).replace(/^```[\s\S]*?^```$/gm, '');
}

function linksOf(page: string): string[] {
  return [...proseOf(page).replace(/`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link ?? '');
}

/** As GitHub names the headings of a page: the second of two that are the same gets a number. */
function anchorsOf(page: string): string[] {
  const words = [...proseOf(page).matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    (title ?? '').toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-'),
  );
  return words.map((word, index) => {
    const before = words.slice(0, index).filter((other) => other === word).length;
    return before === 0 ? word : `${word}-${String(before)}`;
  });
}

/** The rows of the table that begins with these headings, without code marks. */
function table(page: string, ...headings: string[]): string[][] {
  const lines = proseOf(page).split('\n');
  const start = lines.findIndex(
    (line, index) => lines[index + 1]?.startsWith('| ---') && headings.every((heading, column) => cells(line)[column] === heading),
  );
  if (start === -1) throw new Error(`${page} has no table ${headings.join(' | ')}`);
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map(cells);
}

function cells(line: string): string[] {
  return line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', ''));
}

const exported = exportedOperators();

describe.each(pages)('%s', (page) => {
  it('links to what is there', () => {
    const broken = linksOf(page).filter((link) => {
      if (/^https?:/.test(link)) return false;
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? page : relative(root, join(root, dirname(page), path));
      if (!existsSync(join(root, target))) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
    expect(broken).toEqual([]);
  });
});

describe('README.md', () => {
  it('leads to every page', () => {
    const guides = docs.filter((file) => !file.includes('/')).map((file) => `docs/${file}`);
    expect(guides.length).toBeGreaterThan(5);
    expect(linksOf('README.md')).toEqual(expect.arrayContaining([...guides, 'docs/decisions/']));
  });

  it('lists the operators, all of them and nothing else', () => {
    const listed = table('README.md', 'operator').map(([name]) => name?.replace(/\(.*$/, ''));
    expect(listed).toHaveLength(new Set(listed).size);
    expect(listed.sort()).toEqual(exported.sort());
  });

  const named: Record<string, Protocol> = { 'Chat Completions': chatCompletions, Responses: responses, Messages: messages };

  it('shows late errors of every protocol', () => {
    expect(new Set(table('README.md', 'protocol').map(([protocol]) => protocol))).toEqual(new Set(Object.keys(named)));
  });

  it.each(table('README.md', 'protocol'))('shows a late error of %s as it is read: %s', async (protocol, line, type) => {
    const frame = await lastValueFrom(of(`${line}\n\n`).pipe(parseFrames(named[protocol] ?? chatCompletions)));
    expect(frame).toMatchObject({ kind: 'error', error: { type, origin: 'stream' } });
  });
});

describe.each(['README.md', 'docs/errors.md'])('the statuses in %s', (page) => {
  it.each(table(page, 'status'))('say of %s what the error table says', (status, type, retryable, advice) => {
    expect({ type, retryable: retryable === 'yes', advice }).toEqual(pick(statusRow(Number(status))));
  });

  it.each(['400', '401', '402', '403', '429', '500', '503'])('have %s', (status) => {
    expect(table(page, 'status').map(([first]) => first)).toContain(status);
  });
});

function pick({ type, retryable, advice }: { type: string; retryable: boolean; advice: string }): object {
  return { type, retryable, advice };
}

describe('docs/errors.md', () => {
  const own = table('docs/errors.md', 'type', 'origin');

  it('lists the words of the toolkit, all of them and nothing else', () => {
    const words = ownWords.flatMap((row) => row.words);
    expect(own.map(([type]) => type).sort()).toEqual(words.sort());
  });

  it.each(own)('says of %s what an error of this type says', (type, origin, retryable) => {
    expect(['transport', 'protocol']).toContain(origin);
    const error = new ApiError({ type, origin: origin as ErrorOrigin, message: '' });
    expect(error.retryable).toBe(retryable === 'yes');
  });
});

describe('docs/retrying.md', () => {
  const options = new Map(table('docs/retrying.md', 'option').map(([option, value]) => [option, value]));

  it('lists the options of retryWithBackoff', () => {
    const source = textOf('src/operators/retry/retry-options.ts');
    const declared = [...source.slice(source.indexOf('interface RetryOptions')).matchAll(/^ {2}(\w+)\?:/gm)].map(([, name]) => name);
    expect([...options.keys()].sort()).toEqual(declared.sort());
  });

  it('gives the defaults that hold', () => {
    const source = textOf('src/operators/retry/retry-policy.ts').replaceAll(/(\d)_(\d)/g, '$1 $2');
    for (const name of ['maxRetries', 'initialDelayMs', 'maxDelayMs', 'factor', 'jitter', 'maxRetryAfterMs', 'afterOutput']) {
      const [, value] = new RegExp(`^ {2}${name} = '?([^,']+)'?,$`, 'm').exec(source) ?? [];
      expect([name, options.get(name)]).toEqual([name, value]);
    }
    expect(() => retryPolicy({ maxRetries: Infinity })).toThrow(RangeError);
  });
});

describe('the decisions', () => {
  it('are numbered without gaps', () => {
    const numbers = decisions.map((file) => Number(/\/(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1])).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers.length).toBeGreaterThan(0);
  });

  it.each(decisions)('%s is short, dated and says why', (file) => {
    const [title, , date, ...rest] = textOf(`docs/${file}`).trimEnd().split('\n');
    expect(title).toMatch(new RegExp(`^# ${/\d{4}/.exec(file)?.[0] ?? ''}\\. \\S`));
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(rest.filter((line) => line.startsWith('## '))).toEqual(['## Context', '## Decision', '## Consequence']);
    expect(rest.length).toBeLessThan(25);
  });
});
