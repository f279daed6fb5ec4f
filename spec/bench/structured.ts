/**
 * What the partial objects of `structured` cost: documents of several shapes, in pieces of 4 characters, at two lengths. The cost
 * is linear where the last column stays near the ratio of the lengths. Run it with `npx tsx spec/bench/structured.ts`.
 */
import { from, lastValueFrom, toArray } from 'rxjs';
import * as z from 'zod';

import type { GoodFrame } from '../../src/frame.js';
import { structured } from '../../src/operators/structured.js';

const list = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));

const shapes: Record<string, (size: number) => unknown> = {
  'one long text': (size) => ({ text: 'word '.repeat(size * 20_000) }),
  'one wide list': (size) => ({ list: list(size * 25_000, (n) => n % 1_000) }),
  'many records': (size) => ({ rows: list(size * 1_800, (id) => ({ id, name: `name ${String(id)}`, ok: true, tags: ['a', 'b'] })) }),
  'one wide object': (size) => Object.fromEntries(list(size * 8_000, (n) => [`k${String(n)}`, n])),
};

for (const [name, make] of Object.entries(shapes)) {
  await measure(make(1)); // warm
  const small = await measure(make(1));
  const large = await measure(make(4));
  console.log(`${name.padEnd(16)} ${tell(small)}   ${tell(large)}   x${(large.ms / small.ms).toFixed(1)}`);
}

interface Measured {
  readonly chars: number;
  readonly partials: number;
  readonly ms: number;
}

async function measure(value: unknown): Promise<Measured> {
  const text = JSON.stringify(value);
  const frames = (text.match(/[^]{1,4}/g) ?? []).map((piece): GoodFrame<object> => {
    return { kind: 'data', payload: {}, deltas: [{ type: 'text', text: piece, choice: 0 }] };
  });
  const start = performance.now();
  const found = await lastValueFrom(from(frames).pipe(structured(z.unknown()), toArray()));
  return { chars: text.length, partials: found.length - 1, ms: performance.now() - start };
}

function tell({ chars, partials, ms }: Measured): string {
  return `${String(Math.round(chars / 1_000)).padStart(4)} kB ${String(partials).padStart(6)} partials ${ms.toFixed(0).padStart(5)} ms`;
}
