import { mergeResults } from './merge-results.js';
import type { WorkloadResult } from './workload.js';

function resultOf(ratio: number, low: number, high: number): WorkloadResult {
  return {
    tables: [{ title: 'recorded', unit: 'ns', rows: [{ name: 'framewise', units: 1, value: ratio * 100, ratio, quartiles: [low, high] }, { name: 'openai', units: 1, value: 1, ratio }] }],
    facts: [{ name: 'of the loop', value: ratio }],
  };
}

describe('mergeResults', () => {
  const merged = mergeResults([resultOf(1.4, 1.38, 1.41), resultOf(1.3, 1.29, 1.32), resultOf(1.37, 1.36, 1.45)]);

  it('takes the median of each number, that of a target too', () => {
    expect(merged.tables[0]?.rows).toMatchObject([{ value: 137, ratio: 1.37 }, { value: 1, ratio: 1.37 }]);
    expect(merged.facts).toEqual([{ name: 'of the loop', value: 1.37 }]);
  });

  it('tells quartiles between which those of every process lie', () => {
    expect(merged.tables[0]?.rows[0]?.quartiles).toEqual([1.29, 1.45]);
    expect(merged.tables[0]?.rows[1]).not.toHaveProperty('quartiles');
  });

  it('refuses no results at all', () => {
    expect(() => mergeResults([])).toThrow(TypeError);
  });
});
