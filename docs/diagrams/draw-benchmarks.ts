/** Draws what `npm run bench` has measured: `npm run docs:charts`. */
import { readFileSync, writeFileSync } from 'node:fs';

import { barCharts } from './draw/bar-chart.js';
import { chartFile, readResults, type Results } from './draw/read-results.js';

const [file = new URL('../../spec/bench/results.json', import.meta.url)] = process.argv.slice(2);
for (const [about, charts] of readResults(JSON.parse(readFileSync(file, 'utf8')) as Results)) {
  const name = chartFile(about);
  writeFileSync(new URL(name, import.meta.url), barCharts(about, charts));
  console.log(name);
}
