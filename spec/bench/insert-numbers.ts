/** Writes what the last runs measured into the pages that tell it, between their marks. */
import { readFileSync, writeFileSync } from 'node:fs';

import { type BenchResults, insertNumbers, type LoadResults, numberBlocks, type RelayResults } from './number-blocks.js';

const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
const blocks = numberBlocks(read('results.json') as BenchResults, read('load-results.json') as LoadResults, read('relay-results.json') as RelayResults);

for (const page of ['../../README.md', '../../docs/benchmarks.md']) {
  const url = new URL(page, import.meta.url);
  writeFileSync(url, insertNumbers(readFileSync(url, 'utf8'), blocks));
}
