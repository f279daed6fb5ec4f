import type { Fact } from './workload.js';

/** A promise about a number, and whether this run keeps it. */
export interface Target {
  readonly name: string;
  readonly value: number;
  readonly bound: string;
  readonly met: boolean;
}

/** How each kind of fact is judged; facts of no kind are only reported. */
const bounds: readonly { readonly prefix: string; readonly bound: string; readonly holds: (value: number) => boolean }[] = [
  { prefix: 'of the limit', bound: 'at most 1.5 times the limit', holds: (value) => value <= 1.5 },
  { prefix: 'faster than openai', bound: 'at least 3 times', holds: (value) => value >= 3 },
  { prefix: 'faster than ai', bound: 'at least 5 times', holds: (value) => value >= 5 },
  { prefix: 'faster than @anthropic-ai/sdk', bound: 'more than 1 time', holds: (value) => value > 1 },
  // 4 is linear and 16 quadratic; what lies between is the machine: a larger heap, a cache that no longer holds it.
  { prefix: 'time for 4 times as much', bound: 'at most 6', holds: (value) => value <= 6 },
  { prefix: 'heap grown', bound: 'at most 1 byte', holds: (value) => value <= 1 },
];

export function judge(facts: readonly Fact[]): Target[] {
  return facts.flatMap(({ name, value }) => {
    const rule = bounds.find(({ prefix }) => name.startsWith(`${prefix}:`) || name.startsWith(`${prefix},`));
    return rule === undefined ? [] : [{ name, value, bound: rule.bound, met: rule.holds(value) }];
  });
}
