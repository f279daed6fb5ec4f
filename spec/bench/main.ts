/**
 * `npm run bench`: every workload in processes of its own, one after the other, then the tables, the targets, and all of it as JSON. Recorded
 * answers and observers, whose targets are small differences, run in more processes than the others.
 * `-- --quick` takes two minutes and proves only that it runs; `-- --only memory` runs some of it and writes nothing.
 */
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

import { machine } from './machine.js';
import { mergeResults } from './merge-results.js';
import { formatTable, formatTargets } from './report.js';
import { judge } from './targets.js';
import type { WorkloadResult } from './workload.js';
import { workloads } from './workloads/index.js';

const run = promisify(execFile);
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    processes: { type: 'string', default: '1' },
    'close-processes': { type: 'string', default: '3' },
    only: { type: 'string', multiple: true, default: [...workloads.keys()] },
    out: { type: 'string', default: here('results.json') },
  },
});

if (!existsSync(here('node_modules'))) {
  throw new Error('The libraries to compare with are not installed: npm ci --prefix spec/bench');
}

/**
 * Of one event with 100,000 entries all is alive at once, and V8 copies what is alive each time that its young space is full: `JSON.parse`
 * alone takes a hundred times as long for eight times as much. Growth is asked of the code, so here the young space holds it all.
 */
const flagsOf = new Map([['linearity', ['--min-semi-space-size=128', '--max-semi-space-size=256']]]);

const results: WorkloadResult[] = [];
for (const name of values.only) {
  const startedAt = performance.now();
  results.push(await runWorkload(name));
  console.error(`${name}: ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
}

const tables = results.flatMap((result) => result.tables);
const targets = judge(results.flatMap((result) => result.facts));
console.log([...tables.map(formatTable), formatTargets(targets)].join('\n\n'));
if (values.only.length === workloads.size && !values.quick) {
  writeFileSync(values.out, `${JSON.stringify({ ...machine(), tables, targets }, undefined, 2)}\n`);
}

async function runWorkload(name: string): Promise<WorkloadResult> {
  const results: WorkloadResult[] = [];
  const isClose = name.startsWith('recorded') || name === 'telemetry';
  const processes = isClose ? values['close-processes'] : values.processes;
  for (let left = values.quick ? 1 : Number(processes); left > 0; left -= 1) results.push(await runOnce(name));
  return mergeResults(results);
}

async function runOnce(name: string): Promise<WorkloadResult> {
  const mode = values.quick ? 'quick' : 'full';
  const flags = ['--expose-gc', ...(flagsOf.get(name) ?? []), '--import', 'tsx'];
  const { stdout } = await run(process.execPath, [...flags, here('run.ts'), name, mode], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as WorkloadResult;
}
