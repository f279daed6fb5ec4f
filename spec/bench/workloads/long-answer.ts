import { writeAnswer } from '../answer.js';
import { byteSource, respond } from '../byte-source.js';
import { framewiseCollect, framewiseForgetting, framewiseText } from '../contenders/framewise.js';
import { limit } from '../contenders/limit.js';
import { measure } from '../measure.js';
import { textPieces } from '../pieces.js';
import type { Workload } from '../workload.js';

const BLOCK_FRAMES = 10_000;

/** One answer of a million frames: what a frame costs there, and whether memory stays where it was. */
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
  await framewiseForgetting.read('chat-completions', () => Promise.resolve(respond(source)), {
    onPiece: () => {
      seen += 1;
      if (seen % (frames / 10) !== 0) return;
      globalThis.gc?.();
      samples.push(process.memoryUsage().heapUsed);
    },
  });
  const [first = NaN] = samples;
  return {
    tables: [{ title: `one answer of ${String(frames)} frames, 16 KiB chunks`, unit: 'ns per frame', rows }],
    facts: [{ name: 'heap grown, bytes per frame: one answer of a million frames', value: ((samples.at(-1) ?? NaN) - first) / (frames * 0.9) }],
  };
};
