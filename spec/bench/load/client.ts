/** Opens many streams at once in this process, reads all of them to their end, and tells the parent what it saw. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

import { loadClients } from './load-clients.js';

const [name = '', port = '', streamCount = '', frameCount = '', rampMs = ''] = process.argv.slice(2);

/** What one client saw under load. */
export interface LoadResult {
  readonly name: string;
  readonly streams: number;
  readonly frames: number;
  /** Streams that did not say 0, 1, 2 ... to the end: something was lost, reordered or came twice, or the stream failed. */
  readonly broken: number;
  readonly delayP50Ms: number;
  readonly delayP99Ms: number;
  readonly delayMaxMs: number;
  /** How much of one processor the client took, after the ramp. */
  readonly cpuShare: number;
  readonly heapPerStream: number;
  readonly seconds: number;
}

const client = (await loadClients()).get(name);
if (client === undefined) throw new TypeError(`There is no client ${name}.`);
const { contender, protocol } = client;
const streams = Number(streamCount);
const expected = Array.from({ length: Number(frameCount) }, (_, at) => `${String(at)} `).join('');
const path = protocol === 'messages' ? '/v1/messages' : '/v1/chat/completions';
const request = (): Promise<Response> => fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: '{}' });

const heapBefore = heap();
const startedAt = performance.now();
let broken = 0;
const failures = new Map<string, number>();
const reading = Array.from({ length: streams }, async (_, at) => {
  await new Promise((resolve) => setTimeout(resolve, (at / streams) * Number(rampMs)));
  try {
    if (!(await isInOrder())) broken += 1;
  } catch (error) {
    broken += 1;
    failures.set(String(error), (failures.get(String(error)) ?? 0) + 1);
  }
});

/** Whether a stream says what it should: piece by piece, as one passes them on, or by the answer that the client keeps itself. */
async function isInOrder(): Promise<boolean> {
  let at = 0;
  const onPiece = (piece: string): void => {
    at = expected.startsWith(piece, at) ? at + piece.length : NaN;
  };
  const answer = await contender.read(protocol, request, { onPiece });
  return answer === '' ? at === expected.length : answer === expected;
}

// The ramp opens a thousand connections; what is measured is the steady state behind it.
await new Promise((resolve) => setTimeout(resolve, Number(rampMs) + 1_000));
const heapPerStream = (heap() - heapBefore) / streams;
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const cpuBefore = process.cpuUsage();
const cpuFrom = performance.now();
await Promise.all(reading);
delay.disable();
const { user, system } = process.cpuUsage(cpuBefore);

const result: LoadResult = {
  name, streams, frames: streams * Number(frameCount), broken,
  delayP50Ms: delay.percentile(50) / 1e6, delayP99Ms: delay.percentile(99) / 1e6, delayMaxMs: delay.max / 1e6,
  cpuShare: (user + system) / 1e3 / (performance.now() - cpuFrom),
  heapPerStream,
  seconds: (performance.now() - startedAt) / 1_000,
};
for (const [failure, times] of failures) console.error(`${name}: ${String(times)} times ${failure}`);
process.send?.(result, () => process.exit());

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
