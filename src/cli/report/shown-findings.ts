import type { SourcePlace } from '../inspect/events/block-data.js';
import type { Finding } from '../inspect/verdict/inspection.js';
import { breakAfter, breakBefore, printable } from '../terminal/fitting.js';

/** A finding to show, and how many more of its sort are left out behind it. */
export interface ShownFinding {
  readonly finding: Finding;
  readonly moreCount: number;
}

/** A damage that repeats itself would bury the rest. */
const MOST_OF_A_SORT = 3;

/** The first findings of each sort. */
export function fewFindings(findings: readonly Finding[]): readonly ShownFinding[] {
  const bySort = new Map<string, Finding[]>();
  for (const finding of findings) {
    const sort = bySort.get(finding.code);
    if (sort === undefined) bySort.set(finding.code, [finding]);
    else sort.push(finding);
  }
  const last = new Map([...bySort.values()].map((sort) => [sort[MOST_OF_A_SORT - 1], sort.length - MOST_OF_A_SORT]));
  const shown = new Set([...bySort.values()].flatMap((sort) => sort.slice(0, MOST_OF_A_SORT)));
  return findings.filter((finding) => shown.has(finding)).map((finding) => ({ finding, moreCount: last.get(finding) ?? 0 }));
}

/** A piece of a line around one character, safe to print, and where that character stands in it. */
export interface Excerpt {
  readonly text: string;
  readonly caret: number;
}

/** More of the line is shown before the character than behind it: what led there says more. */
const SHARE_BEFORE = 0.7;

export function excerptAt({ line: { text }, column }: SourcePlace, widthChars: number): Excerpt {
  const mostChars = widthChars - 4;
  const before = printable(text.slice(Math.max(0, column - mostChars), column));
  const after = printable(text.slice(column, column + mostChars));
  const beforeChars = Math.max(Math.floor(mostChars * SHARE_BEFORE), mostChars - after.length);
  const hasMoreBefore = before.length > beforeChars || column > mostChars;
  const head = (hasMoreBefore ? '… ' : '') + before.slice(breakAfter(before, Math.max(0, before.length - beforeChars)));
  const room = mostChars - Math.min(before.length, beforeChars);
  const hasMoreAfter = after.length > room || column + mostChars < text.length;
  return { text: head + after.slice(0, breakBefore(after, room)) + (hasMoreAfter ? ' …' : ''), caret: head.length };
}
