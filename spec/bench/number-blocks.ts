import type { LoadResult } from './load/client.js';
import { formatLoad } from './load/format-load.js';
import type { Machine } from './machine.js';
import { formatRelays, type RelayResult } from './relay/format-relays.js';
import { formatTable, formatTargets, markdown } from './report.js';
import type { Target } from './targets.js';
import type { Table } from './workload.js';

/** What `npm run bench` leaves in `results.json`. */
export type BenchResults = Machine & { readonly tables: readonly Table[]; readonly targets: readonly Target[] };

/** What `npm run bench:load` leaves in `load-results.json`. */
export type LoadResults = Machine & { readonly streams: number; readonly seconds: number; readonly rate: number; readonly results: readonly LoadResult[] };

/** What `npm run bench:relay` leaves in `relay-results.json`. */
export type RelayResults = Machine & { readonly streams: number; readonly seconds: number; readonly rate: number; readonly results: readonly RelayResult[] };

/** Every block of numbers that stands on a page, by the name in its marks. */
export function numberBlocks(bench: BenchResults, load: LoadResults, relay: RelayResults): ReadonlyMap<string, string> {
  return new Map([
    ['bench', [describe(bench), formatTargets(bench.targets), ...bench.tables.map(formatTable)].join('\n\n')],
    ['load', `${describe(load)} ${String(load.rate)} frames a second on each stream, for ${String(load.seconds)} s.\n\n${formatLoad(load.results)}`],
    ['relay', `${describe(relay)} ${String(relay.streams)} streams of ${String(relay.rate)} frames a second, for ${String(relay.seconds)} s.\n\n${formatRelays(relay.results)}`],
    ['claims', `${formatClaims(bench.targets)}\n\n${formatLoadClaim(load)}`],
  ]);
}

/** The same page with these blocks between its marks. Blocks that the page has no marks for are left out. */
export function insertNumbers(page: string, blocks: ReadonlyMap<string, string>): string {
  return page.replace(/(<!-- numbers: (\w+) -->\n).*?(\n<!-- end -->)/gs, (whole, start: string, name: string, end: string) => {
    const block = blocks.get(name);
    return block === undefined ? whole : `${start}${block}${end}`;
  });
}

function describe({ date, node, cpu, cores, versions }: Machine): string {
  const peers = Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(', ');
  return `Measured on ${date} with Node ${node} on ${String(cores)} cores of ${cpu}, against ${peers}.`;
}

const peers = ['openai', '@anthropic-ai/sdk', 'ai'];
const titles: readonly (readonly [string, string])[] = [['chat-completions', 'Chat Completions'], ['responses', 'Responses'], ['messages', 'Messages']];

/** One line for each kind of stream: against the limit, and against each library that reads it. */
function formatClaims(targets: readonly Target[]): string {
  const valueOf = (name: string): string | undefined => targets.find((target) => target.name === name)?.value.toFixed(1);
  const ofLimit = targets.filter(({ name }) => name.startsWith('of the limit: ')).map(({ name, value }) => ({ stream: name.slice('of the limit: '.length), value }));
  const named = (stream: string): string => titles.reduce((text, [name, title]) => text.replace(name, title), stream);
  const lines = ofLimit.map(({ stream, value }) => [named(stream), value.toFixed(2), ...peers.map((peer) => valueOf(`faster than ${peer}: ${stream}`) ?? '')]);
  return markdown([['', 'time, where code by hand takes 1', ...peers.map((peer) => `times faster than ${peer}`)], ...lines]);
}

function formatLoadClaim({ streams, rate, seconds, results }: LoadResults): string {
  const delayOf = (name: string): string => (results.find((result) => result.name === name)?.delayP99Ms ?? NaN).toFixed(0);
  const broken = results.filter(({ name }) => name.startsWith('framewise')).reduce((sum, result) => sum + result.broken, 0);
  return `Under load, ${streams.toLocaleString('en-US')} streams of ${String(rate)} frames a second for ${String(seconds)} s in one process: ${String(broken)} streams lost or reordered a frame,
and 99 % of the time the event loop was late by less than ${delayOf('framewise')} ms (by hand ${delayOf('fetch, by hand')} ms, openai ${delayOf('openai')} ms).`;
}
