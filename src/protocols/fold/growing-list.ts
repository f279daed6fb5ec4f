/** Up to here a copy costs less than whatever would avoid it. */
const MAX_COPIED = 256;

/**
 * A list that only grows, for those the wire appends to at every token (logprobs, citations). Snapshots of it are plain
 * arrays. A snapshot of a long one is copied when it is first read, so that those that nobody reads cost nothing.
 */
export class GrowingList {
  readonly #items: unknown[];

  constructor(items: readonly unknown[] = []) {
    this.#items = items.slice();
  }

  push(items: readonly unknown[]): void {
    // Not by spreading into one push(): a long list overflows the stack.
    for (const item of items) this.#items.push(item);
  }

  /** Makes the list, as it is now, a field of a snapshot. */
  define(snapshot: object, key: string): void {
    const items = this.#items;
    const { length } = items;
    const field = { enumerable: true, configurable: true };
    if (length <= MAX_COPIED) {
      Object.defineProperty(snapshot, key, { ...field, writable: true, value: items.slice() });
      return;
    }
    let copy: readonly unknown[] | undefined;
    Object.defineProperty(snapshot, key, { ...field, get: () => (copy ??= items.slice(0, length)) });
  }
}
