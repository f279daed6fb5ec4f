/** Simulates an outage, and draws what an upstream hears of its clients meanwhile: `npm run docs:storm`. */
import { writeFileSync } from 'node:fs';

import { lineChart } from './draw/line-chart.js';
import type { Tone } from './draw/style-sheet.js';
import { outage, simulateStorm, ways } from './storm/simulate-storm.js';

const CLIENTS = 200;
const tones: readonly Tone[] = ['error', 'unknown', 'output'];
const curves = Object.entries(ways).map(([name, share], index) => ({ name, tone: tones[index] ?? 'quiet', values: simulateStorm(share, CLIENTS).requests }));
const svg = lineChart({ title: 'A storm', unit: `requests a second, of ${String(CLIENTS)} clients that ask about once a second each`, curves, shade: { ...outage, name: 'the upstream is down' } });
writeFileSync(new URL('storm.svg', import.meta.url), svg);
for (const { name, values } of curves) {
  const during = values.slice(outage.from, outage.to).reduce((sum, value) => sum + value, 0);
  console.log(`${name}: ${String(Math.max(...values))} requests in the worst second, ${String(during)} while it was down`);
}
