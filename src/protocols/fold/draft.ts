import { growText } from '../../answer/grow-text.js';
import { GrowingList } from '../../answer/growing-list.js';
import type { PayloadObject } from '../../payload-object.js';

/** No server says so much of one object. To copy more fields for each snapshot would let a hostile one keep the process busy. */
const MAX_FIELDS = 100;

/**
 * An object that is being put together from fragments, and shown as it grows. Keys come off the wire: `__proto__` is a
 * field like any other.
 */
export class Draft {
  #fields: Record<string, unknown> = {};
  /** Made for the first list: most objects have none, and an answer may hold thousands of them. */
  #lists: Map<string, GrowingList<unknown>> | undefined;
  #size = 0;
  #hasNewField = false;
  #snapshot: PayloadObject | undefined;

  constructor(fields: PayloadObject = {}) {
    this.merge(fields);
  }

  get(key: string): unknown {
    const list = this.#lists?.get(key);
    if (list !== undefined) return list.items();
    return Object.hasOwn(this.#fields, key) ? this.#fields[key] : undefined;
  }

  /** Whether a field has this value already. To ask costs less than to get it. */
  holds(key: string, value: unknown): boolean {
    return value === this.#fields[key];
  }

  /** The newest value wins, but `null` does not overwrite. */
  set(key: string, value: unknown): void {
    if (value === undefined || this.holds(key, value) || this.#lists?.has(key)) return;
    const isNew = !Object.hasOwn(this.#fields, key);
    if (!isNew && value === null) return;
    if (isNew) {
      this.#size += 1;
      this.#hasNewField = true;
    }
    if (key === '__proto__') Object.defineProperty(this.#fields, key, { value, configurable: true, enumerable: true, writable: true });
    else this.#fields[key] = value;
    this.#snapshot = undefined;
  }

  /** The same for a field whose name the server chose: an object has a hundred fields at most, further ones are left out. */
  keep(key: string, value: unknown): void {
    if (this.hasRoomFor(key)) this.set(key, value);
  }

  hasRoomFor(key: string): boolean {
    return this.#size < MAX_FIELDS || Object.hasOwn(this.#fields, key);
  }

  /** Keeps all these fields. */
  merge(fields: PayloadObject, except: readonly string[] = []): void {
    for (const key of Object.keys(fields)) {
      if (!except.includes(key)) this.keep(key, fields[key]);
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
    const list = this.#list(key);
    list.push(items);
    this.show(key, list);
  }

  /** Shows a list as a field. It takes a call after each change of the list. */
  show(key: string, list: GrowingList<unknown>): void {
    if (this.#lists?.get(key) === list && !list.hasNews) return;
    if (!this.#lists?.has(key)) this.set(key, []); // its place among the fields
    (this.#lists ??= new Map()).set(key, list);
    this.#snapshot = undefined;
  }

  #list(key: string): GrowingList<unknown> {
    const known = this.#lists?.get(key);
    if (known !== undefined) return known;
    const before = this.get(key);
    return new GrowingList<unknown>(Array.isArray(before) ? before : []);
  }

  /** The object so far. It never changes; the same one comes back until something has. */
  snapshot(): PayloadObject {
    if (this.#snapshot !== undefined) return this.#snapshot;
    // V8 makes a dictionary of an object that grows key by key. Its copy is none, and is copied a hundred times faster.
    if (this.#hasNewField) this.#fields = { ...this.#fields };
    this.#hasNewField = false;
    const snapshot = { ...this.#fields };
    if (this.#lists !== undefined) for (const [key, list] of this.#lists) list.showIn(snapshot, key);
    return (this.#snapshot = snapshot);
  }
}
