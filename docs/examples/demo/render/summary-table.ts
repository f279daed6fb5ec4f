import { clip, printable } from '../../../../src/cli/terminal/fitting.js';
import type { Style } from '../../../../src/cli/terminal/style.js';
import type { Play } from '../story/play.js';

/** A scenario, and how it went in each protocol. */
export interface Chapter {
  readonly title: string;
  readonly plays: readonly Play[];
}

const GAP = '  ';
const NO_MARK = '  ';

/**
 * Scenarios down, protocols across: how each of them ended, after how many attempts, and whether that is as it must be.
 * Where there is no room for the title beside the endings, it stands above them.
 */
export function summaryTable(chapters: readonly Chapter[], { paint, widthChars }: Style): readonly string[] {
  const names = chapters[0]?.plays.map(({ protocol }) => protocol.name) ?? [];
  const endingChars = longest([...names, ...chapters.flatMap(({ plays }) => plays.map(ending))]);
  const titleChars = longest(chapters.map(({ title }) => title));
  const aroundChars = GAP.length + NO_MARK.length;
  const fitsBeside = titleChars + names.length * (aroundChars + endingChars) <= widthChars;
  const cellChars = Math.min(endingChars, Math.floor(widthChars / names.length) - aroundChars);

  const cell = (mark: string, text: string): string => GAP + mark + clip(text, cellChars).padEnd(cellChars);
  const lines = (title: string, cells: readonly string[]): readonly string[] =>
    (fitsBeside ? [title.padEnd(titleChars) + cells.join('')] : [title, cells.join('')]).map((line) => line.trimEnd());
  const mark = ({ differences }: Play): string => (differences.length === 0 ? paint('good', '✓ ') : paint('bad', '✗ '));

  return [
    ...lines('', names.map((name) => cell(NO_MARK, name))).filter((line) => line !== '').map((line) => paint('title', line)),
    ...chapters.flatMap(({ title, plays }) => lines(title, plays.map((play) => cell(mark(play), ending(play))))),
  ];
}

function ending({ outcome: { attempts, error } }: Play): string {
  return printable(error?.type ?? 'whole') + (attempts > 1 ? ` ×${String(attempts)}` : '');
}

function longest(texts: readonly string[]): number {
  return Math.max(...texts.map(({ length }) => length));
}
