import { concat, concatMap, defer, EMPTY, from, type MonoTypeOperatorFunction } from 'rxjs';

import { wrap } from '../../../../src/cli/terminal/fitting.js';
import type { Style, Tone } from '../../../../src/cli/terminal/style.js';
import { timeSpan } from '../../../../src/cli/terminal/wording.js';

/** One line of a timeline, or a few that belong together. */
export interface Row {
  readonly atMs: number;
  readonly label: string;
  readonly tone: Tone;
  /** What it says. The texts are safe to print. */
  readonly pieces: readonly string[];
  /** Rows with the same label are shown as one, with this between their pieces. A row without it stands alone. */
  readonly separator?: string;
  /** How many rows are shown as this one. Default: 1. */
  readonly count?: number;
  /** Further lines, each with a name. */
  readonly details?: readonly (readonly [name: string, text: string])[];
}

/**
 * Shows rows of one kind that follow each other as one row, as long as it fits on a line.
 *
 * A row that could still grow is held back until the next one comes or the timeline ends; any other goes on at once.
 */
export function joinRows(lineChars: number): MonoTypeOperatorFunction<Row> {
  return (rows) =>
    defer(() => {
      let open: Row | undefined;
      const take = (): readonly Row[] => (open === undefined ? [] : [open]);
      const finished = rows.pipe(
        concatMap((row) => {
          if (open !== undefined && belongs(row, open, lineChars)) {
            open = { ...open, pieces: [...open.pieces, ...row.pieces], count: (open.count ?? 1) + 1 };
            return EMPTY;
          }
          const before = take();
          open = row.separator === undefined ? undefined : row;
          return from(open === undefined ? [...before, row] : before);
        }),
      );
      return concat(finished, defer(() => from(take())));
    });
}

function belongs(row: Row, open: Row, lineChars: number): boolean {
  if (row.label !== open.label || row.separator === undefined) return false;
  const pieces = [...open.pieces, ...row.pieces];
  const chars = pieces.reduce((sum, piece) => sum + piece.length, row.separator.length * (pieces.length - 1));
  return chars <= lineChars;
}

const TIME_CHARS = 9;
const LABEL_CHARS = 15;
const DETAIL_CHARS = 9;
/** Where what a row says begins: behind the time, the label and the gaps. */
const INDENT_CHARS = TIME_CHARS + 2 + LABEL_CHARS;

/** How many characters of what a row says fit on a line. */
export function contentChars({ widthChars }: Style): number {
  return widthChars - INDENT_CHARS;
}

/** A row as lines: the time, the label and how many frames it stands for, what it says; its details below. */
export function rowLines({ atMs, label, tone, pieces, separator = '', count = 1, details = [] }: Row, style: Style): readonly string[] {
  const { paint } = style;
  const head = `${paint('dim', timeSpan(atMs).padStart(TIME_CHARS))}  ${paint(tone, (count > 1 ? `${label} ×${String(count)}` : label).padEnd(LABEL_CHARS))}`;
  const [first = '', ...rest] = wrap(pieces.join(separator), contentChars(style));
  const indent = ' '.repeat(INDENT_CHARS);
  return [
    `${head}${paint(tone, first)}`.trimEnd(),
    ...rest.map((line) => indent + paint(tone, line)),
    ...details.flatMap(([name, text]) =>
      wrap(text, contentChars(style) - DETAIL_CHARS).map(
        (line, index) => indent + paint('dim', (index === 0 ? name : '').padEnd(DETAIL_CHARS)) + line,
      ),
    ),
  ];
}
