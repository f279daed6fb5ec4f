import { markdown } from '../report.js';
import type { LoadResult } from './client.js';

/** What must hold of framewise under load. */
const MAX_DELAY_P99_MS = 100;

export function formatLoad(results: readonly LoadResult[]): string {
  const header = ['', 'streams', 'frames', 'broken streams', 'delay p50, ms', 'delay p99, ms', 'delay max, ms', 'processor', 'heap per stream'];
  const lines = results.map((result) => [
    result.name, String(result.streams), result.frames.toLocaleString('en-US'), String(result.broken), result.delayP50Ms.toFixed(1),
    result.delayP99Ms.toFixed(1), result.delayMaxMs.toFixed(1), `${(result.cpuShare * 100).toFixed(0)} %`, `${(result.heapPerStream / 1_024).toFixed(1)} KiB`,
  ]);
  const own = results.filter(({ name }) => name.startsWith('framewise'));
  const met = own.every(({ broken, delayP99Ms }) => broken === 0 && delayP99Ms < MAX_DELAY_P99_MS);
  const target = `Target: nothing lost or reordered, event loop delay p99 under ${String(MAX_DELAY_P99_MS)} ms: ${met ? 'met' : 'not met'}`;
  return `${markdown([header, ...lines])}\n\n${own.length === 0 ? '' : target}`;
}
