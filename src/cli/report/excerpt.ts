import type { Place } from '../inspect/events/block-data.js';
import { printable } from '../terminal/printable.js';

/** A piece of a line around one character, safe to print, and where that character stands in it. */
export interface Excerpt {
  readonly text: string;
  readonly caret: number;
}

/** More of the line is shown before the character than behind it: what led there says more. */
const SHARE_BEFORE = 0.7;

export function excerptAt({ line: { text }, column }: Place, widthChars: number): Excerpt {
  const mostChars = widthChars - 4;
  const before = printable(text.slice(Math.max(0, column - mostChars), column));
  const after = printable(text.slice(column, column + mostChars));
  const beforeChars = Math.max(Math.floor(mostChars * SHARE_BEFORE), mostChars - after.length);
  const hasMoreBefore = before.length > beforeChars || column > mostChars;
  const head = (hasMoreBefore ? '… ' : '') + before.slice(-beforeChars);
  const room = mostChars - Math.min(before.length, beforeChars);
  const hasMoreAfter = after.length > room || column + mostChars < text.length;
  return { text: head + after.slice(0, room) + (hasMoreAfter ? ' …' : ''), caret: head.length };
}
