import { parseJson } from './parse-json.js';

/** What may differ from one JSON text to the next where all the rest is the same. */
export interface SlotKind {
  /** Reads what begins at `from`, adds its value to `values` and returns where it ends; -1 where it is nothing of this kind. */
  read(text: string, from: number, values: unknown[]): number;
  /** What may stand there, and stands in no other slot and no other round. */
  sample(round: number, at: number): string;
}

export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
const SPACE = 0x20;

/** V8 copies a substring up to here; a longer one would hold on to the whole chunk that it was cut from, so it is copied in two halves. */
const COPIED_CHARS = 12;
/** Every integer of so many digits is exact. */
const EXACT_DIGITS = 15;

/** What stands between two quotes. */
export const quoted: SlotKind = {
  read(text, from, values) {
    let end = from;
    for (; end <= from + 2 * COPIED_CHARS; end += 1) {
      const char = text.charCodeAt(end);
      if (char === QUOTE) {
        const middle = from + COPIED_CHARS;
        values.push(end <= middle ? text.slice(from, end) : text.slice(from, middle) + text.slice(middle, end));
        return end;
      }
      if (!(char >= SPACE) || char === BACKSLASH) break;
    }
    end = closingQuote(text, end);
    const value = end === -1 ? undefined : parseJson(text.slice(from - 1, end + 1));
    values.push(value);
    return value === undefined ? -1 : end;
  },
  sample: (round, at) => `sample ${String(round)} of slot ${String(at)}`,
};

/** A natural number. */
export const digits: SlotKind = {
  read(text, from, values) {
    let value = 0;
    let end = from;
    while (isDigit(text.charCodeAt(end))) {
      value = value * 10 + text.charCodeAt(end) - 0x30;
      end += 1;
    }
    values.push(value);
    const isExact = end > from && end - from <= EXACT_DIGITS && (text.charCodeAt(from) !== 0x30 || end === from + 1);
    return isExact ? end : -1;
  },
  sample: (round, at) => String(7_310_958_000 + round * 100 + at),
};

/** Spaces between two tokens, none included: JSON needs them nowhere. */
export const spaces: SlotKind = {
  read(text, from, values) {
    let end = from;
    while (isSpace(text.charCodeAt(end))) end += 1;
    values.push(undefined);
    return end;
  },
  sample: () => ' ',
};

export function isSpace(char: number): boolean {
  return char === SPACE;
}

export function isDigit(char: number): boolean {
  return char >= 0x30 && char <= 0x39;
}

/** Where the string is closed whose content `from` is in, not behind a backslash; -1 where it is not. */
function closingQuote(text: string, from: number): number {
  for (let quote = text.indexOf('"', from); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let escapes = quote;
    while (escapes > from && text.charCodeAt(escapes - 1) === BACKSLASH) escapes -= 1;
    if ((quote - escapes) % 2 === 0) return quote;
  }
  return -1;
}
