import type { Line } from '../recording.js';

/** Lines whose prefix is gone, and what the first one looked like; undefined if there was none. */
export interface Stripped {
  readonly lines: readonly Line[];
  readonly prefix: string | undefined;
}

/** A prefix holds no brace, so that nothing is found inside of JSON. */
const PREFIXED_DATA = /^([^{]{1,300}?)(?<![\w-])data: ?(?:\{|\[\{|\[DONE\]\s*$|$)/;
const FIELD = /^(?:data|event):/;
/** Colours of a terminal, in front of a line or at its end. */
const COLOURS = /\u001b\[[\d;]{0,20}m/g;
/** Logs of several programs have several sorts of prefixes. */
const MOST_SHAPES = 8;

/**
 * Takes off what stands in front of every line in the log of a program: `[12:00:01] `, `2026-01-31T12:00:01Z stdout F `,
 * `<< `, `gateway-1  | `. Lines and bytes are still counted in the file. Lines of the log that have no such prefix go. Where
 * the prefixes hold a time of day, the lines get it.
 *
 * @param wasWrapped whether the lines come out of a wrapping, which may have lost blank lines.
 */
export function stripPrefixes(lines: readonly Line[], wasWrapped: boolean): Stripped {
  const unfenced = withoutFence(lines);
  if (unfenced.some(({ text }) => FIELD.test(text))) return { lines: wasWrapped ? separated(unfenced) : unfenced, prefix: undefined };
  if (unfenced.some(({ text }) => FIELD.test(plain(text)))) return { lines: separated(unfenced.map((line) => cut(line, lengthIn(line.text, 0)))), prefix: undefined };
  const found = unfenced.map(({ text }) => PREFIXED_DATA.exec(plain(text))?.[1]);
  const prefix = found.find((each) => each !== undefined);
  if (prefix === undefined) return { lines, prefix };

  const shapes = [...new Set(found.flatMap((each) => (each === undefined ? [] : shapeOf(each))))].slice(0, MOST_SHAPES).map((shape) => new RegExp(shape));
  const timeOf = clock();
  const stripped = unfenced.flatMap((line, index): readonly Line[] => {
    const text = plain(line.text);
    if (text.trim() === '') return [cut(line, line.text.length)];
    const own = found[index] ?? shapes.map((shape) => shape.exec(text)?.[0]).find((each) => each !== undefined);
    if (own !== undefined) return [{ ...cut(line, lengthIn(line.text, own.length)), atMs: line.atMs ?? timeOf(own) }];
    // An error that a server wrote without a frame may go over many lines.
    return /^\s*[{}[\]"<]/.test(text) ? [line] : [];
  });
  return { lines: separated(stripped), prefix };
}

/** The lines between the fences of Markdown. */
function withoutFence(lines: readonly Line[]): readonly Line[] {
  return lines.some(({ text }) => text.startsWith('```')) ? lines.filter(({ text }) => !text.startsWith('```')) : lines;
}

function plain(text: string): string {
  return text.includes('\u001b') ? text.replaceAll(COLOURS, '') : text;
}

/** How many characters of a text make so many without its colours. */
function lengthIn(text: string, plainChars: number): number {
  let left = plainChars;
  let at = 0;
  for (const { 0: colour, index } of text.matchAll(COLOURS)) {
    if (index - at > left) break;
    left -= index - at;
    at = index + colour.length;
  }
  return at + left;
}

/** The line without its first characters, and without the colours that are left. */
function cut(line: Line, chars: number): Line {
  const rest = line.text.slice(chars);
  const bytes = line.bytes.subarray(Buffer.byteLength(line.text.slice(0, chars)));
  const text = plain(rest);
  return { ...line, text, bytes: text === rest ? bytes : Buffer.from(text), atByte: line.atByte + line.bytes.length - bytes.length };
}

/** What fits all prefixes of a sort: each word is any word, each space any space. Neighbours are of different sorts, so matching is linear. */
function shapeOf(prefix: string): string {
  const pieces = prefix.match(/[\w.,-]+|\s+|[^\w.,\s-]+/g) ?? [];
  return `^${pieces.map((piece, index) => {
    if (/^\s/.test(piece)) return index === pieces.length - 1 ? '(?:\\s+|$)' : '\\s+';
    return /^[\w.,-]/.test(piece) ? '[\\w.,-]+' : piece.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  }).join('')}`;
}

/** Times of day as milliseconds from the first one; undefined where there is none. */
function clock(): (prefix: string) => number | undefined {
  let first: number | undefined;
  let last = 0;
  return (prefix) => {
    const [, hours, minutes, seconds, fraction = ''] = /(?<!\d)(\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?/.exec(prefix) ?? [];
    if (hours === undefined) return undefined;
    const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number(`0.${fraction || '0'}`) * 1_000;
    first ??= ms;
    // Past midnight the clock begins again. Lines of several programs may be out of order by a little.
    const passed = ms - first < -DAY_MS / 2 ? ms - first + DAY_MS : ms - first;
    last = Math.max(last, passed);
    return last;
  };
}

const DAY_MS = 86_400_000;

/** A log that leaves out blank lines runs its events together: they are set apart again. */
function separated(lines: readonly Line[]): readonly Line[] {
  let last = lines.length - 1;
  while (last >= 0 && lines[last]?.text.trim() === '') last -= 1;
  if (lines.slice(0, last).some(({ text }) => text === '')) return lines;
  return lines.slice(0, last + 1).flatMap((line, index) => {
    const before = lines[index - 1];
    const begins = line.text.startsWith('event:') || (line.text.startsWith('data:') && before?.text.startsWith('data:') === true);
    const isLast = index === last && line.isEnded && /^data: ?(?:.*\}|\[DONE\])\s*$/.test(line.text);
    return [...(before !== undefined && begins ? [blankAfter(before)] : []), line, ...(isLast ? [blankAfter(line)] : [])];
  });
}

function blankAfter(line: Line): Line {
  return { ...line, text: '', bytes: new Uint8Array(0), isEnded: true };
}
