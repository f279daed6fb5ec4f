import type { StreamEvent } from '../../inspect/events/stream-event.js';
import type { Axis } from './axis.js';

/** How much of the answer had come at each place: from 0 to 1 both ways, rising. */
export interface OutputCurve {
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly chars: number;
}

/** Finer than this, a point moves by less than a pixel. */
const LEAST_STEP = 1 / 800;

export function outputCurve(events: readonly StreamEvent[], { spanOf }: Axis): OutputCurve {
  const sums: [x: number, chars: number][] = [[0, 0]];
  let chars = 0;
  for (const event of events) {
    const grown = outputChars(event);
    if (grown === 0) continue;
    const [start, x] = spanOf(event);
    // Flat up to where the event begins.
    if (start - (sums.at(-1)?.[0] ?? 0) >= LEAST_STEP) sums.push([start, chars]);
    chars += grown;
    const last = sums.at(-1);
    if (last !== undefined && sums.length > 1 && x - last[0] < LEAST_STEP) last[1] = chars;
    else sums.push([x, chars]);
  }
  return { chars, points: chars === 0 ? [] : [...sums, [1, chars] as const].map(([x, sum]) => [x, sum / chars]) };
}

function outputChars({ frames }: StreamEvent): number {
  let chars = 0;
  for (const frame of frames) {
    for (const delta of 'deltas' in frame ? frame.deltas : []) {
      if (delta.type === 'text' || delta.type === 'reasoning' || delta.type === 'refusal') chars += delta.text.length;
      else if (delta.type === 'tool-call') chars += delta.arguments.length;
    }
  }
  return chars;
}
