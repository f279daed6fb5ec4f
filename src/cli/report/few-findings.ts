import type { Finding } from '../inspect/verdict/finding.js';

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
