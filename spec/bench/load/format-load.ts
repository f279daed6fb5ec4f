import { markdown } from '../report.js';
import type { LoadResult } from './client.js';

/** What must hold of framewise under load: how late the event loop may be, in terms of the loop by hand in the same run. */
const MAX_DELAY_RATIO = 2;

export function formatLoad(results: readonly LoadResult[]): string {
  const header = ['', 'streams', 'frames', 'broken streams', 'delay p50, ms', 'delay p99, ms', 'delay max, ms', 'processor', 'heap per stream'];
  const lines = results.map((result) => [
    result.name, String(result.streams), result.frames.toLocaleString('en-US'), String(result.broken), result.delayP50Ms.toFixed(1),
    result.delayP99Ms.toFixed(1), result.delayMaxMs.toFixed(1), `${(result.cpuShare * 100).toFixed(0)} %`, `${(result.heapPerStream / 1_024).toFixed(1)} KiB`,
  ]);
  const own = results.filter(({ name }) => name.startsWith('framewise'));
  const ratio = delayP99Ms(results, 'framewise, reliably() and collect()') / delayP99Ms(results, 'fetch, by hand');
  const isWhole = own.every(({ broken }) => broken === 0);
  const whole = `Target: framewise loses and reorders nothing: ${isWhole ? 'met' : 'not met'}`;
  const late = `Target: with reliably() and collect() the event loop is late by at most ${String(MAX_DELAY_RATIO)} times as much as by hand, 99 % of the time: ${ratio.toFixed(2)}, ${ratio <= MAX_DELAY_RATIO ? 'met' : 'not met'}`;
  const targets = [...(own.length === 0 ? [] : [whole]), ...(Number.isNaN(ratio) ? [] : [late])];
  return `${markdown([header, ...lines])}\n\n${targets.join('\n\n')}`;
}

/** How late the event loop was with this client; NaN where it was not measured. */
export function delayP99Ms(results: readonly LoadResult[], client: string): number {
  return results.find(({ name }) => name === client)?.delayP99Ms ?? NaN;
}
