import type { GoodFrame } from '../../src/frame.js';

export type GoodFrames = readonly GoodFrame<object>[];

/** All the text of choice 0. */
export function referenceText(frames: GoodFrames): string {
  return deltasOf(frames).map((delta) => (delta.type === 'text' && delta.choice === 0 ? delta.text : '')).join('');
}

/** The arguments of every call as far as they were written, by choice and index. */
export function referenceCalls(frames: GoodFrames): ReadonlyMap<string, string> {
  const calls = new Map<string, string>();
  for (const delta of deltasOf(frames)) {
    if (delta.type !== 'tool-call') continue;
    const key = `${String(delta.choice)}/${String(delta.index)}`;
    calls.set(key, (calls.get(key) ?? '') + delta.arguments);
  }
  return calls;
}

/**
 * The value of a text that is JSON, not too deep, and nothing beside it. It grows where no object in it says a key twice; and halves
 * of characters are shown by a mark of their own until it is whole.
 */
export function referenceValue(text: string): { readonly value: unknown; readonly grows: boolean } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text.trim());
  } catch {
    return undefined;
  }
  if (depthOf(text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')) > 200) return undefined;
  const keys = (text.match(/"(?:[^"\\]|\\.)*"\s*:?/g) ?? []).filter((token) => token.endsWith(':')).length;
  return { value, grows: keys === countKeys(value) && !/\p{Surrogate}/u.test(text) };
}

function depthOf(brackets: string): number {
  let depth = 0;
  let deepest = 0;
  for (const char of brackets) {
    if (char === '[' || char === '{') deepest = Math.max(deepest, (depth += 1));
    else if (char === ']' || char === '}') depth -= 1;
  }
  return deepest;
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, child) => sum + countKeys(child), own);
}

function deltasOf(frames: GoodFrames) {
  return frames.flatMap((frame) => ('deltas' in frame ? frame.deltas : []));
}
