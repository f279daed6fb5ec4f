import { BACKSLASH, digits, isDigit, isSpace, QUOTE, quoted, spaces, type SlotKind } from './json-slots.js';

/** A place where two JSON texts differ, as it lies in the first of them. */
export interface JsonChange {
  readonly kind: SlotKind;
  readonly start: number;
  readonly end: number;
}

const MAX_CHANGES = 8;

/** The strings, numbers and runs of spaces in which two JSON texts differ; `undefined` where they differ in anything else, or in much. */
export function changesBetween(one: string, other: string): JsonChange[] | undefined {
  const changes: JsonChange[] = [];
  let at = 0;
  let otherAt = 0;
  let content = -1; // where the content of the string begins that `at` is in

  while (at < one.length || otherAt < other.length) {
    const char = one.charCodeAt(at);
    const otherChar = other.charCodeAt(otherAt);
    if (char === otherChar) {
      if (char === QUOTE) content = content === -1 ? at + 1 : -1;
      // What a backslash escapes is no quote that ends the string.
      const step = char === BACKSLASH && one.charCodeAt(at + 1) === other.charCodeAt(otherAt + 1) ? 2 : 1;
      at += step;
      otherAt += step;
      continue;
    }
    const kind = content !== -1 ? quoted : isSpace(char) || isSpace(otherChar) ? spaces : digits;
    const start = content !== -1 ? content : runStart(one, at, kind === spaces ? isSpace : isDigit);
    const end = kind.read(one, start, []);
    const otherEnd = kind.read(other, start - at + otherAt, []);
    if (end === -1 || otherEnd === -1 || changes.length === MAX_CHANGES) return undefined;
    changes.push({ kind, start, end });
    at = end;
    otherAt = otherEnd;
  }
  return changes;
}

/** Where the run begins that ends at `at`. What stands there has been found to be the same in both texts. */
function runStart(text: string, at: number, isOfRun: (char: number) => boolean): number {
  let start = at;
  while (isOfRun(text.charCodeAt(start - 1))) start -= 1;
  return start;
}
