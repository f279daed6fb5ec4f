import { readFileSync } from 'node:fs';

import { barCharts } from '../../docs/diagrams/draw/bar-chart.js';
import { chartFile, readResults, type Results } from '../../docs/diagrams/draw/read-results.js';
import { type BenchResults, insertNumbers, type LoadResults, numberBlocks, type RelayResults } from '../bench/number-blocks.js';
import { formatRelays, isWhole, type RelayResult } from '../bench/relay/format-relays.js';

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

describe('the table of relays', () => {
  const relay = (name: string, cpuMicrosPerFrame: readonly number[], broken = 0): RelayResult => ({ name, cpuMicrosPerFrame, eventsPerFrame: 1, broken });
  const cells = (row: string): string[] => row.split('|').slice(1, -1).map((cell) => cell.trim());

  it('tells each against what is written by hand for the same work, round by round', () => {
    const results = [
      relay('Express, by hand: text', [10, 20, 30]),
      relay('NestJS and framewise: text()', [12, 28, 33]),
      relay('Express, by hand: all', [20, 40, 60]),
      relay('NestJS, by hand: all', [40, 40, 60]),
      relay('NestJS and framewise: all', [24, 44, 120]),
    ];
    const table = formatRelays({ note: 'As it was', results });
    expect(table.split('\n').slice(4, 9).map(cells)).toEqual([
      ['Express, by hand: text', '1.00', '20.0', '1.00', '1.00 to 1.00', '0'],
      ['NestJS and framewise: text()', '1.00', '28.0', '1.20', '1.10 to 1.40', '0'],
      ['Express, by hand: all', '1.00', '40.0', '1.00', '1.00 to 1.00', '0'],
      ['NestJS, by hand: all', '1.00', '40.0', '1.00', '1.00 to 2.00', '0'],
      ['NestJS and framewise: all', '1.00', '44.0', '1.20', '1.10 to 2.00', '0'],
    ]);
    expect(table).toMatch(/: met$/);
  });

  it('counts what is ours alone', () => {
    const byHand = relay('Express, by hand: all', [10]);
    const lame = [byHand, relay('ai', [90], 3)];
    expect([isWhole(lame), formatRelays({ note: '', results: lame })]).toEqual([true, expect.stringMatching(/: met$/)]);
    expect(formatRelays({ note: '', results: [byHand, relay('NestJS and framewise: all', [16])] })).toMatch(/: not met$/);
    expect(isWhole([byHand, relay('NestJS and framewise: all', [10], 1)])).toBe(false);
  });
});
