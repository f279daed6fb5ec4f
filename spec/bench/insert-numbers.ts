/** Writes what the last runs measured into `docs/benchmarks.md`, between its marks. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

import type { LoadResult } from './load/client.js';
import { formatLoad } from './load/format-load.js';
import type { Machine } from './machine.js';
import { formatTable, formatTargets } from './report.js';
import type { Target } from './targets.js';
import type { Table } from './workload.js';

const page = new URL('../../docs/benchmarks.md', import.meta.url);

insert('bench', 'results.json', (results: Machine & { tables: readonly Table[]; targets: readonly Target[] }) =>
  [describe(results), formatTargets(results.targets), ...results.tables.map(formatTable)].join('\n\n'));

insert('load', 'load-results.json', (results: Machine & { streams: number; seconds: number; rate: number; results: readonly LoadResult[] }) =>
  `${describe(results)} ${String(results.rate)} frames a second on each stream, for ${String(results.seconds)} s.\n\n${formatLoad(results.results)}`);

function insert(name: string, file: string, format: (results: never) => string): void {
  const path = new URL(file, import.meta.url);
  if (!existsSync(path)) return;
  const text = readFileSync(page, 'utf8');
  const mark = `<!-- numbers: ${name} -->`;
  const start = text.indexOf(mark) + mark.length;
  const end = text.indexOf('<!-- end -->', start);
  if (start < mark.length || end === -1) throw new Error(`docs/benchmarks.md has no marks for ${name}.`);
  const numbers = format(JSON.parse(readFileSync(path, 'utf8')) as never);
  writeFileSync(page, `${text.slice(0, start)}\n${numbers}\n${text.slice(end)}`);
}

function describe({ date, node, cpu, cores, versions }: Machine): string {
  const peers = Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ');
  return `Measured on ${date} with Node ${node} on ${String(cores)} cores of ${cpu}, against ${peers}.`;
}
