/**
 * `npm run bench:relay`: a server that passes answers on, written by hand on Express, with framewise on NestJS, and with the ai SDK. What counts
 * is the processor time of the relay, in a process of its own; upstream and clients have theirs. Options: `-- --streams 100 --seconds 10 --rate 50 --rounds 3`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { machine } from '../machine.js';
import { median } from '../median.js';
import type { DrainResult } from './drain.js';
import { formatRelays, isWhole, type RelayResult } from './format-relays.js';
import { relays } from './relays.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const { values } = parseArgs({
  options: {
    streams: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '10' },
    rate: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '3' },
    out: { type: 'string', default: here('../relay-results.json') },
  },
});

if (!existsSync(here('../node_modules'))) throw new Error('The libraries to compare with are not installed: npm ci --prefix spec/bench');

const streams = Number(values.streams);
const seconds = Number(values.seconds);
const rate = Number(values.rate);
/** Each relay has processes of its own in each round. They take turns, so that a busy minute hits all. */
const rounds: RelayResult[][] = [];
for (let round = 0; round < Number(values.rounds); round += 1) {
  const results: RelayResult[] = [];
  for (const name of Object.keys(relays)) results.push(await measure(name));
  rounds.push(results);
}
const results = (rounds[0] ?? []).map(({ name }, at) => ({
  name,
  cpuMicrosPerFrame: median(rounds.map((each) => each[at]?.cpuMicrosPerFrame ?? NaN)),
  broken: rounds.reduce((sum, each) => sum + (each[at]?.broken ?? 0), 0),
}));
console.log(formatRelays(results));
writeFileSync(values.out, `${JSON.stringify({ ...machine(), streams, seconds, rate, results }, undefined, 2)}\n`);
process.exitCode = isWhole(results) ? 0 : 1;

async function measure(name: string): Promise<RelayResult> {
  const upstream = start('../load/server.ts', [rate, seconds]);
  const [upstreamPort] = (await once(upstream, 'message')) as [number];
  const relay = start('relay.ts', [name, upstreamPort]);
  const [port] = (await once(relay, 'message')) as [number];
  const clients = start('drain.ts', [port, streams, rate * seconds]);
  const [{ broken }] = (await once(clients, 'message')) as [DrainResult];
  relay.send('how much');
  const [cpuMicros] = (await once(relay, 'message')) as [number];
  for (const child of [upstream, relay]) child.disconnect();
  console.error(`${name}: ${(cpuMicros / streams / rate / seconds).toFixed(1)} us per frame, ${String(broken)} broken`);
  return { name, cpuMicrosPerFrame: cpuMicros / streams / rate / seconds, broken };
}

function start(file: string, args: readonly (string | number)[]): ChildProcess {
  return fork(here(file), args.map(String), { execArgv: ['--import', 'tsx'] });
}
