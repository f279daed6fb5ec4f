/**
 * `npm run bench:load`: many streams at once against a server on loopback, one client after the other, each in a process of
 * its own. Options: `-- --streams 1000 --seconds 60 --rate 50 --client framewise --client openai`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { machine } from '../machine.js';
import type { LoadResult } from './client.js';
import { formatLoad } from './format-load.js';
import { loadClients } from './load-clients.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const names = [...(await loadClients()).keys()];

const { values } = parseArgs({
  options: {
    streams: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '50' },
    client: { type: 'string', multiple: true, default: names },
    out: { type: 'string', default: here('../load-results.json') },
  },
});

const streams = Number(values.streams);
const seconds = Number(values.seconds);
const rate = Number(values.rate);
/** Four connections in ten milliseconds: opening them is no part of what is measured. */
const rampMs = streams * 2.5;

const results: LoadResult[] = [];
for (const name of values.client) results.push(await underLoad(name));
console.log(formatLoad(results));
if (values.client === names) {
  writeFileSync(values.out, `${JSON.stringify({ ...machine(), streams, seconds, rate, results }, undefined, 2)}\n`);
}
process.exitCode = results.some(({ broken }) => broken > 0) ? 1 : 0;

async function underLoad(name: string): Promise<LoadResult> {
  const server = start('server.ts', [rate, seconds]);
  const [port] = (await once(server, 'message')) as [number];
  const client = start('client.ts', [name, port, streams, rate * seconds, rampMs]);
  // Whatever happens, it is over some time after the last frame is due.
  const alarm = setTimeout(() => client.kill(), rampMs + seconds * 2_000 + 30_000);
  const [result] = (await Promise.race([
    once(client, 'message'),
    once(client, 'exit').then(() => { throw new Error(`${name} did not get to the end of its streams.`); }),
  ])) as [LoadResult];
  clearTimeout(alarm);
  server.disconnect();
  console.error(`${name}: ${result.seconds.toFixed(0)} s`);
  return result;
}

function start(file: string, args: readonly (string | number)[]): ChildProcess {
  return fork(here(file), args.map(String), { execArgv: ['--expose-gc', '--import', 'tsx'] });
}
