/**
 * `npm run bench:relay`: a server that passes recorded answers on, written by hand on Express, with framewise on NestJS, and with the ai SDK. What counts
 * is the processor time of the relay, in a process of its own; upstream and clients have theirs. Options: `-- --streams 100 --rate 50 --rounds 3`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { machine } from '../machine.js';
import { median } from '../median.js';
import type { DrainResult } from './drain.js';
import { formatRelays, isWhole, type RelayResult, type RelayTable } from './format-relays.js';
import { relays } from './relays.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const { values } = parseArgs({
  options: {
    streams: { type: 'string', default: '100' },
    rate: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '3' },
    /** Of the relays, those with this in their name. The results are then shown, and not written. */
    only: { type: 'string', default: '' },
    out: { type: 'string', default: here('../relay-results.json') },
  },
});

if (!existsSync(here('../node_modules'))) throw new Error('The libraries to compare with are not installed: npm ci --prefix spec/bench');

const chunkings = {
  frame: `${values.rate} frames a second on each, as a model speaks`,
  '16 KiB': `in chunks of 16 KiB, ${values.rate} a second, as an answer that was ready before`,
};
const names = Object.keys(relays).filter((name) => name.includes(values.only));
const tables: RelayTable[] = [];
for (const [chunking, about] of Object.entries(chunkings)) tables.push({ note: `${values.streams} streams at a time, ${about}`, results: await inRounds(chunking) });
console.log(tables.map(formatRelays).join('\n\n'));
if (values.only === '') writeFileSync(values.out, `${JSON.stringify({ ...machine(), tables }, undefined, 2)}\n`);
process.exitCode = tables.every(({ results }) => isWhole(results)) ? 0 : 1;

/** Each relay has processes of its own in each round. They take turns, so that a busy minute hits all. */
async function inRounds(chunking: string): Promise<RelayResult[]> {
  const rounds: RelayResult[][] = [];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const results: RelayResult[] = [];
    for (const name of names) results.push(await measure(name, chunking));
    rounds.push(results);
  }
  return names.map((name, at) => ({
    name,
    cpuMicrosPerFrame: median(rounds.map((each) => each[at]?.cpuMicrosPerFrame ?? NaN)),
    broken: rounds.reduce((sum, each) => sum + (each[at]?.broken ?? 0), 0),
  }));
}

async function measure(name: string, chunking: string): Promise<RelayResult> {
  const upstream = start('upstream.ts', [values.rate, chunking]);
  const [upstreamPort] = (await once(upstream, 'message')) as [number];
  const relay = start('relay.ts', [name, upstreamPort]);
  const [port] = (await once(relay, 'message')) as [number];
  const drain = async (): Promise<DrainResult & { readonly cpuMicros: number }> => {
    const [drained] = (await once(start('drain.ts', [port, values.streams]), 'message')) as [DrainResult];
    relay.send('how much');
    const [cpuMicros] = (await once(relay, 'message')) as [number];
    return { ...drained, cpuMicros };
  };
  // A server runs for days: what it takes to compile its code is no cost of a frame.
  await drain();
  const { broken, frames, cpuMicros } = await drain();
  for (const child of [upstream, relay]) child.disconnect();
  console.error(`${name}: ${(cpuMicros / frames).toFixed(1)} us per frame, ${String(broken)} broken`);
  return { name, cpuMicrosPerFrame: cpuMicros / frames, broken };
}

function start(file: string, args: readonly (string | number)[]): ChildProcess {
  return fork(here(file), args.map(String), { execArgv: ['--import', 'tsx'] });
}
