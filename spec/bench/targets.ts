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
  // 4 is linear and 16 quadratic; what lies between is the machine: a larger heap, a cache that no longer holds it.
  { prefix: 'time for 4 times as much', bound: 'at most 6', holds: (value) => value <= 6 },
  { prefix: 'heap grown', bound: 'at most 1 byte', holds: (value) => value <= 1 },
];

/** How many times faster than each library framewise has to be. */
const leads: readonly { readonly prefix: string; readonly times: number }[] = [
  { prefix: 'faster than openai', times: 3 },
  { prefix: 'faster than ai', times: 5 },
  { prefix: 'faster than @anthropic-ai/sdk', times: 1 },
];

/** How much of the hand-written limit's own lead is enough, where that lead is less than the target. */
const ENOUGH_OF_LIMIT = 0.8;

export function judge(facts: readonly Fact[]): Target[] {
  return facts.flatMap(({ name, value, limit = Infinity }) => {
    const isOf = ({ prefix }: { readonly prefix: string }): boolean => name.startsWith(`${prefix}:`) || name.startsWith(`${prefix},`);
    const lead = leads.find(isOf);
    if (lead !== undefined) return [{ name, value, ...judgeLead(value, lead.times, limit) }];
    const rule = bounds.find(isOf);
    return rule === undefined ? [] : [{ name, value, bound: rule.bound, met: rule.holds(value) }];
  });
}

function judgeLead(value: number, times: number, limit: number): Pick<Target, 'bound' | 'met'> {
  const most = limit * ENOUGH_OF_LIMIT;
  if (times <= most) return { bound: `at least ${String(times)} times`, met: value >= times };
  return { bound: `at least ${most.toFixed(2)} times, 80 % of the limit's ${limit.toFixed(2)}`, met: value >= most };
}
