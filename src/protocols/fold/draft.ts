import { growText } from '../../answer/grow-text.js';
import type { PayloadObject } from '../../payload-object.js';
import { GrowingList } from './growing-list.js';

/**
 * An object that is being put together from fragments, and shown as it grows. Keys come off the wire: `__proto__` is a
 * field like any other.
 */
export class Draft {
  // Not without a prototype: V8 keeps such an object as a dictionary, and copies it ten times slower.
  readonly #fields: Record<string, unknown> = {};
  readonly #lists = new Map<string, GrowingList>();
  #snapshot: PayloadObject | undefined;

  constructor(fields: PayloadObject = {}) {
    this.merge(fields);
  }

  get(key: string): unknown {
    return Object.hasOwn(this.#fields, key) ? this.#fields[key] : undefined;
  }

  /** The newest value wins, but `null` does not overwrite. */
  set(key: string, value: unknown): void {
    if (value === undefined || this.#lists.has(key)) return;
    if (Object.hasOwn(this.#fields, key) && (value === null || value === this.#fields[key])) return;
    if (key === '__proto__') Object.defineProperty(this.#fields, key, { value, configurable: true, enumerable: true, writable: true });
    else this.#fields[key] = value;
    this.#snapshot = undefined;
  }

  merge(fields: PayloadObject, except: readonly string[] = []): void {
    for (const key of Object.keys(fields)) {
      if (!except.includes(key)) this.set(key, fields[key]);
    }
  }

  /** Lengthens a text. What is no text yet becomes one. */
  append(key: string, text: string): void {
    const before = this.get(key);
    if (typeof before !== 'string') {
      this.set(key, text);
    } else if (text !== '') {
      // Not through set(): comparing long texts that are still in pieces would join them, at every piece.
      this.#fields[key] = growText(before, text);
      this.#snapshot = undefined;
    }
  }

  /** Lengthens a list. What is no list yet becomes one. */
  push(key: string, items: readonly unknown[]): void {
    let list = this.#lists.get(key);
    if (list === undefined) {
      const before = this.get(key);
      list = new GrowingList(Array.isArray(before) ? before : []);
      this.set(key, []);
      this.#lists.set(key, list);
    } else if (items.length === 0) {
      return;
    }
    list.push(items);
    this.#snapshot = undefined;
  }

  /** The object so far. It never changes; the same one comes back until something has. */
  snapshot(): PayloadObject {
    if (this.#snapshot !== undefined) return this.#snapshot;
    const snapshot = { ...this.#fields };
    for (const [key, list] of this.#lists) list.define(snapshot, key);
    return (this.#snapshot = snapshot);
  }
}
