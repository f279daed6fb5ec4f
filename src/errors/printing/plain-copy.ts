import { isErrorLike, tagOf } from './object-nature.js';
import { printedKeys } from './printed-keys.js';

const MAX_DEPTH = 64;
const MAX_NODES = 100_000;

/**
 * A copy made of plain objects, arrays and primitives, which JSON can always write: cycles, unreadable properties and what
 * lies beyond the bounds become a note in brackets. Every text, keys included, goes through `mapText`. Never throws.
 */
export function plainCopy(value: unknown, mapText: (text: string) => string = (text) => text): unknown {
  const ancestors = new Set<object>();
  let nodesLeft = MAX_NODES;

  return copy(value);

  function copy(node: unknown): unknown {
    if (typeof node === 'string') return mapText(node);
    if (typeof node === 'bigint') return mapText(String(node));
    if (typeof node === 'number') return copyNumber(node);
    if (typeof node === 'function' || typeof node === 'symbol') return undefined;
    if (typeof node !== 'object' || node === null) return node;
    if (ancestors.has(node)) return '[circular]';
    if (ancestors.size >= MAX_DEPTH) return '[nested too deep]';
    ancestors.add(node);
    try {
      if (Array.isArray(node)) return copyArray(node);
      const tag = tagOf(node);
      return tag === 'Object' || isErrorLike(node) ? copyObject(node) : copyBuiltIn(node, tag);
    } catch {
      return '[unreadable]'; // a Proxy may throw
    } finally {
      ancestors.delete(node);
    }
  }

  /** A key may be all digits. */
  function copyNumber(number: number): unknown {
    const text = String(number);
    const mapped = mapText(text);
    return mapped === text ? number : mapped;
  }

  /** What keeps its content elsewhere than in its properties is named and not opened: `[Headers]`, `[Map]`, `[Uint8Array]`. */
  function copyBuiltIn(object: object, tag: string): unknown {
    switch (tag) {
      case 'String':
      case 'Number':
      case 'Boolean':
        return copy((object as { valueOf(): unknown }).valueOf());
      case 'Date':
        return new Date(Number(object)).toJSON();
      default:
        return `[${mapText(tag)}]`;
    }
  }

  function copyArray(array: readonly unknown[]): unknown[] {
    const items: unknown[] = [];
    for (let index = 0; index < array.length; index++) {
      if (nodesLeft-- <= 0) return [...items, '[too large]'];
      items.push(copyProperty(array, index));
    }
    return items;
  }

  function copyObject(object: object): object {
    const entries: [string, unknown][] = [];
    for (const key of printedKeys(object)) {
      if (nodesLeft-- <= 0) {
        entries.push(['…', '[too large]']);
        break;
      }
      entries.push([mapText(key), copyProperty(object, key)]);
    }
    return Object.fromEntries(entries); // defines `__proto__` as a key, where an assignment would set the prototype
  }

  function copyProperty(object: object, key: string | number): unknown {
    try {
      return copy(Reflect.get(object, key));
    } catch {
      return '[unreadable]';
    }
  }
}
