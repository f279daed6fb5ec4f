/**
 * `npm run bench:relay`: a server that passes recorded answers on, written by hand on Express, with framewise on NestJS, and with the ai SDK. What counts
 * is the processor time of the relay, in a process of its own; upstream and clients have theirs. Options: `-- --streams 50 --rate 50 --rounds 3`.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { machine } from '../machine.js';
import type { DrainResult } from './drain.js';
import { formatRelays, isWhole, type RelayResult, type RelayTable } from './format-relays.js';
import { relays } from './relays.js';

/** So much more than is measured is sent before. */
const WARM_UP_TIMES = 4;

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const { values } = parseArgs({
  options: {
    /** With many more one core has no rest, and what comes in several chunks is written in one: a relay that is dearer would look cheaper. */
    streams: { type: 'string', default: '50' },
    rate: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '3' },
    /** Of the relays, those with this in their name. The results are then shown, and not written. */
    only: { type: 'string', default: '' },
    out: { type: 'string', default: here('../relay-results.json') },
  },
});

if (!existsSync(here('../node_modules'))) throw new Error('The libraries to compare with are not installed: npm ci --prefix spec/bench');

/** How the answers come, and how often the clients ask: what is sent in four chunks is soon over. */
const chunkings = {
  frame: { about: `${values.rate} frames a second on each, as a model speaks`, times: 1 },
  '16 KiB': { about: `in chunks of 16 KiB, ${values.rate} a second, as an answer that was ready before`, times: 10 },
};
const names = Object.keys(relays).filter((name) => name.includes(values.only));
const tables: RelayTable[] = [];
for (const [chunking, { about, times }] of Object.entries(chunkings)) tables.push({ note: `${values.streams} streams at a time, ${about}`, results: await inRounds(chunking, times) });
console.log(tables.map(formatRelays).join('\n\n'));
if (values.only === '') writeFileSync(values.out, `${JSON.stringify({ ...machine(), tables }, undefined, 2)}\n`);
process.exitCode = tables.every(({ results }) => isWhole(results)) ? 0 : 1;

/** Each relay has processes of its own in each round. They take turns, so that a busy minute hits all. */
async function inRounds(chunking: string, times: number): Promise<RelayResult[]> {
  const results = names.map((name) => ({ name, cpuMicrosPerFrame: [] as number[], eventsPerFrame: 0, broken: 0 }));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const result of results) {
      const { broken, frames, events, cpuMicros } = await measure(result.name, chunking, times);
      result.cpuMicrosPerFrame.push(cpuMicros / frames);
      result.eventsPerFrame = events / frames;
      result.broken += broken;
      console.error(`${result.name}: ${(cpuMicros / frames).toFixed(1)} us per frame, ${String(broken)} broken`);
    }
  }
  return results;
}

type Measured = DrainResult & { readonly cpuMicros: number };

async function measure(name: string, chunking: string, times: number): Promise<Measured> {
  const warmUps = WARM_UP_TIMES * times;
  const upstream = start('upstream.ts', [values.rate, chunking, warmUps * Number(values.streams)]);
  const [upstreamPort] = (await once(upstream, 'message')) as [number];
  const relay = start('relay.ts', [name, upstreamPort]);
  const [port] = (await once(relay, 'message')) as [number];
  const drain = async (drainTimes: number): Promise<Measured> => {
    const [drained] = (await once(start('drain.ts', [port, values.streams, drainTimes]), 'message')) as [DrainResult];
    relay.send('how much');
    const [cpuMicros] = (await once(relay, 'message')) as [number];
    return { ...drained, cpuMicros };
  };
  // A server runs for days: what it takes to compile its code is no cost of a frame. It takes some hundred thousand of them.
  await drain(warmUps);
  const measured = await drain(times);
  for (const child of [upstream, relay]) child.disconnect();
  return measured;
}

function start(file: string, args: readonly (string | number)[]): ChildProcess {
  return fork(here(file), args.map(String), { execArgv: ['--import', 'tsx'] });
}
