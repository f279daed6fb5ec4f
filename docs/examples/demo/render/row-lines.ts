import { ms } from './ms.js';
import type { Row } from './row.js';
import type { Style } from './style.js';
import { wrap } from './wrap.js';

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
  const head = `${paint('dim', ms(atMs).padStart(TIME_CHARS))}  ${paint(tone, (count > 1 ? `${label} ×${String(count)}` : label).padEnd(LABEL_CHARS))}`;
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
