import { readFileSync } from 'node:fs';

import { barCharts } from '../../docs/diagrams/draw/bar-chart.js';
import { chartFile, readResults, type Results } from '../../docs/diagrams/draw/read-results.js';
import { type BenchResults, insertNumbers, type LoadResults, numberBlocks, type RelayResults } from '../bench/number-blocks.js';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const bench: unknown = JSON.parse(read('spec/bench/results.json'));
const load: unknown = JSON.parse(read('spec/bench/load-results.json'));
const relay: unknown = JSON.parse(read('spec/bench/relay-results.json'));

describe('what the pages say of speed', () => {
  const blocks = numberBlocks(bench as BenchResults, load as LoadResults, relay as RelayResults);

  it.each([['README.md', ['claims']], ['docs/benchmarks.md', ['bench', 'load', 'relay']]])('is what was measured: %s', (page, names) => {
    const text = read(page);
    expect([...text.matchAll(/<!-- numbers: (\w+) -->/g)].map(([, name]) => name)).toEqual(names);
    expect(insertNumbers(text, blocks)).toBe(text);
  });

  it.each([...readResults(bench as Results)])('is drawn as it was measured: %s', (about, charts) => {
    expect(read(`docs/diagrams/${chartFile(about)}`)).toBe(barCharts(about, charts));
  });
});
