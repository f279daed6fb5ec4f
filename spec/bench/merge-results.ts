import { median } from '../support/median.js';
import type { Fact, Table, WorkloadResult } from './workload.js';

/**
 * The results of one workload that ran in several processes, as one: the median of each number, and the lowest and the highest of their
 * quartiles. What the compiler makes of the code differs from process to process, by some 5 %, and stays the same within one: the quartiles
 * of one process do not hold the median of another.
 */
export function mergeResults(results: readonly WorkloadResult[]): WorkloadResult {
  const [first] = results;
  if (first === undefined) throw new TypeError('There is nothing to merge.');
  return {
    tables: first.tables.map((table, at): Table => ({
      ...table,
      rows: table.rows.map((row, place) => {
        const rows = results.flatMap(({ tables }) => tables[at]?.rows[place] ?? []);
        const merged = { ...row, value: median(rows.map(({ value }) => value)), ratio: median(rows.map(({ ratio }) => ratio)) };
        const quartiles = rows.flatMap((each) => (each.quartiles === undefined ? [] : [each.quartiles]));
        return quartiles.length === 0 ? merged : { ...merged, quartiles: [Math.min(...quartiles.map(([low]) => low)), Math.max(...quartiles.map(([, high]) => high))] };
      }),
    })),
    facts: first.facts.map((fact, at): Fact => ({ ...fact, value: median(results.flatMap(({ facts }) => facts[at]?.value ?? [])) })),
  };
}
