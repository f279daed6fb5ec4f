import assert from 'node:assert/strict';
import { inspect } from 'node:util';

const globals = [Object.prototype, Array.prototype, Function.prototype, Error.prototype, Map.prototype].map((prototype) => ({
  prototype,
  keys: Reflect.ownKeys(prototype),
}));

/** Nothing that came off the wire has reached the objects that all others inherit from. */
export function checkGlobalPrototypes(): void {
  for (const { prototype, keys } of globals) assert.deepStrictEqual(Reflect.ownKeys(prototype), keys, 'a prototype has changed');
}

/** No object may have got a prototype off the wire. */
export function checkPrototypes(value: unknown): void {
  const open = [value];
  for (let turn = 0; turn < 20_000 && open.length > 0; turn += 1) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    assert.ok([Object.prototype, Array.prototype, null].includes(Object.getPrototypeOf(next) as null), `a prototype off the wire: ${inspect(next)}`);
    for (const key of Object.keys(next).slice(0, 500)) open.push((next as Record<string, unknown>)[key]);
  }
}
