import { writeAnswer } from '../answer.js';
import { type ByteSource, byteSource, respond } from '../byte-source.js';
import type { Contender } from '../contender.js';
import { framewiseCollect, framewiseText } from '../contenders/framewise.js';
import { limit } from '../contenders/limit.js';
import { measure, type Row } from '../measure.js';
import { textPieces } from '../pieces.js';
import { settledHeap } from '../settled-heap.js';
import type { Workload } from '../workload.js';

const BLOCK_FRAMES = 10_000;

/** One answer of a million frames: what a frame costs there, whether memory stays where it was, and what the answer takes when it is kept. */
export const longAnswer: Workload = async ({ quick }) => {
  const frames = quick ? 100_000 : 1_000_000;
  const pieces = textPieces(BLOCK_FRAMES);
  const times = frames / BLOCK_FRAMES;
  const source = byteSource(writeAnswer('chat-completions', pieces), 16_384, times);
  const expected = pieces.join('').repeat(times);
  const entries = [limit, framewiseCollect, framewiseText].map((contender) => ({ contender, protocol: 'chat-completions' as const, source, units: frames, expected }));
  const rows = await measure(entries, quick ? 1 : 3, 1);

  const samples: number[] = [];
  let seen = 0;
  // Pieces that nobody keeps: whatever grows is the toolkit's own.
  await framewiseText.read('chat-completions', () => Promise.resolve(respond(source)), {
    onPiece: () => {
      seen += 1;
      if (seen % (frames / 10) !== 0) return;
      globalThis.gc?.();
      samples.push(process.memoryUsage().heapUsed);
    },
  });
  const [first = NaN] = samples;
  return {
    tables: [
      { title: `one answer of ${String(frames)} frames, 16 KiB chunks`, unit: 'ns per frame', rows },
      { title: `one answer of ${String(frames)} frames, kept and not read yet: ${(pieces.join('').length / BLOCK_FRAMES).toFixed(1)} characters a frame`, unit: 'bytes per frame', rows: await keptRows(source, frames) },
    ],
    facts: [{ name: 'heap grown, bytes per frame: one answer of a million frames', value: ((samples.at(-1) ?? NaN) - first) / (frames * 0.9) }],
  };
};

/** What is kept of it when it is joined by hand, and by `collect()`. */
async function keptRows(source: ByteSource, frames: number): Promise<Row[]> {
  const byHand = await bytesKept(limit, source);
  const collected = await bytesKept(framewiseCollect, source);
  return [
    { name: limit.name, units: frames, value: byHand / frames, ratio: 1 },
    { name: framewiseCollect.name, units: frames, value: collected / frames, ratio: collected / byHand },
  ];
}

async function bytesKept(contender: Contender, source: ByteSource): Promise<number> {
  const before = await settledHeap();
  const answer = await contender.read('chat-completions', () => Promise.resolve(respond(source)));
  const after = await settledHeap();
  if (answer === '') throw new Error(`${contender.name} read nothing.`); // and so the answer is there until here
  return after - before;
}
