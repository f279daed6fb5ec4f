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
  { prefix: 'of the loop, collect()', bound: 'at most 1.35 times the loop', holds: (value) => value <= 1.35 },
  { prefix: 'of the loop, accumulate() of responses', bound: 'at most 2.2 times the loop', holds: (value) => value <= 2.2 },
  { prefix: 'of the loop, accumulate() of', bound: 'at most 1.7 times the loop', holds: (value) => value <= 1.7 },
  { prefix: 'faster than openai, recorded', bound: 'at least 1.9 times', holds: (value) => value >= 1.9 },
  { prefix: 'faster than @anthropic-ai/sdk, recorded', bound: 'at least 1.15 times', holds: (value) => value >= 1.15 },
  { prefix: 'an observer, ns a frame', bound: 'at most 100 ns', holds: (value) => value <= 100 },
  { prefix: 'first piece', bound: "at most twice the loop's", holds: (value) => value <= 2 },
  { prefix: 'heap of an open stream read reliably', bound: "at most 3 times the loop's", holds: (value) => value <= 3 },
  { prefix: 'heap of an open stream', bound: "at most 2.2 times the loop's", holds: (value) => value <= 2.2 },
  // 4 is linear and 16 quadratic; what lies between is the machine: a larger heap, a cache that no longer holds it.
  { prefix: 'time for 4 times as much', bound: 'at most 6', holds: (value) => value <= 6 },
  { prefix: 'heap grown', bound: 'at most 1 byte', holds: (value) => value <= 1 },
];

export function judge(facts: readonly Fact[]): Target[] {
  return facts.flatMap(({ name, value }) => {
    const rule = bounds.find(({ prefix }) => name === prefix || [':', ',', ' '].some((end) => name.startsWith(prefix + end)));
    return rule === undefined ? [] : [{ name, value, bound: rule.bound, met: rule.holds(value) }];
  });
}
