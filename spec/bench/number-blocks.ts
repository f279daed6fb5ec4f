import type { LoadResult } from './load/client.js';
import { delayP99Ms, formatLoad } from './load/format-load.js';
import type { Machine } from './machine.js';
import { formatRelays, type RelayTable } from './relay/format-relays.js';
import { formatTable, formatTargets, markdown } from './report.js';
import type { Target } from './targets.js';
import type { Table } from './workload.js';

/** What `npm run bench` leaves in `results.json`. */
export type BenchResults = Machine & { readonly tables: readonly Table[]; readonly targets: readonly Target[] };

/** What `npm run bench:load` leaves in `load-results.json`. */
export type LoadResults = Machine & { readonly streams: number; readonly seconds: number; readonly rate: number; readonly results: readonly LoadResult[] };

/** What `npm run bench:relay` leaves in `relay-results.json`. */
export type RelayResults = Machine & { readonly tables: readonly RelayTable[] };

/** Every block of numbers that stands on a page, by the name in its marks. */
export function numberBlocks(bench: BenchResults, load: LoadResults, relay: RelayResults): ReadonlyMap<string, string> {
  return new Map([
    ['bench', [describe(bench), formatTargets(bench.targets), ...bench.tables.map(formatTable)].join('\n\n')],
    ['load', `${describe(load)} ${String(load.rate)} frames a second on each stream, for ${String(load.seconds)} s.\n\n${formatLoad(load.results)}`],
    ['relay', [describe(relay), ...relay.tables.map(formatRelays)].join('\n\n')],
    ['claims', `${formatClaims(bench.tables)}\n\n${formatLoadClaim(load)}`],
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

const titles: readonly (readonly [string, string])[] = [['chat-completions', 'Chat Completions'], ['responses', 'Responses'], ['messages', 'Messages']];

/** One line for each protocol: recorded answers against the loop by hand, and against the vendor's own library. */
function formatClaims(tables: readonly Table[]): string {
  const lines = titles.flatMap(([name, title]) => {
    const table = tables.find((each) => each.title === `${name}, a frame per chunk`);
    if (table === undefined) return [];
    const ratio = (row: string): number => table.rows.find((each) => each.name === row)?.ratio ?? NaN;
    const own = table.rows.find((each) => each.name === 'framewise');
    const sdk = table.rows.find((each) => each.name === 'openai' || each.name === '@anthropic-ai/sdk');
    return [[title, (own?.ratio ?? NaN).toFixed(2), own?.quartiles?.map((each) => each.toFixed(2)).join(' to ') ?? '', ratio('framewise, accumulate()').toFixed(2), sdk === undefined ? '' : `${sdk.name}: ${sdk.ratio.toFixed(2)}`]];
  });
  const [note] = tables.flatMap((table) => (table.note === undefined ? [] : [table.note.split(':', 1).join('')]));
  return `Time of the processor for ${note ?? 'answers'}, a frame per chunk, where a loop by hand takes 1:\n\n${markdown([['', '`collect()`', 'quartiles', '`accumulate()`', "the vendor's library, unfolded"], ...lines])}`;
}

function formatLoadClaim({ streams, rate, seconds, results }: LoadResults): string {
  const delayOf = (client: string): string => delayP99Ms(results, client).toFixed(0);
  const broken = results.filter(({ name }) => name.startsWith('framewise')).reduce((sum, result) => sum + result.broken, 0);
  return `Under load, ${streams.toLocaleString('en-US')} streams of ${String(rate)} frames a second for ${String(seconds)} s in one process: ${String(broken)} streams lost or reordered a frame,
and 99 % of the time the event loop was late by less than ${delayOf('framewise, reliably() and collect()')} ms with \`reliably()\` and \`collect()\` (by hand ${delayOf('fetch, by hand')} ms, openai ${delayOf('openai')} ms).`;
}
