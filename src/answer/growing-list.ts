/** How many items are copied for one that changes. Up to here a list is copied whole, which costs less than whatever would avoid it. */
const PAGE_ITEMS = 256;

/**
 * A list that is put together item by item, and shown as it grows: calls, citations, blocks, logprobs.
 *
 * What it shows are plain arrays that never change afterwards. To copy the whole list for each item would cost the square of its
 * length. So the items stand in pages of 256, and what changes after a snapshot copies one page and the list of pages. The array of a
 * long list is made when somebody first reads it, so that snapshots that nobody reads cost nothing.
 *
 * Example: 600 items are shown, then item 300 is replaced. Page 1 (items 256 to 511) is copied; pages 0 and 2 are those of before.
 */
export class GrowingList<T> {
  #pages: T[][] = [];
  /** The pages that no snapshot has seen. They may be written to. */
  readonly #own = new Set<number>();
  #length = 0;
  #shown: (() => readonly T[]) | undefined;

  constructor(items: readonly T[] = []) {
    this.push(items);
  }

  get length(): number {
    return this.#length;
  }

  /** Whether something has changed since the list was last shown. */
  get hasNews(): boolean {
    return this.#shown === undefined;
  }

  push(items: readonly T[]): void {
    // Not by spreading: a long list overflows the stack.
    for (const item of items) this.put(this.#length, item);
  }

  /** Replaces an item or, at the end, adds one. */
  put(position: number, item: T): void {
    if (this.#shown !== undefined) {
      this.#shown = undefined;
      this.#pages = this.#pages.slice();
      this.#own.clear();
    }
    const number = Math.floor(position / PAGE_ITEMS);
    if (!this.#own.has(number)) {
      this.#pages[number] = this.#pages[number]?.slice() ?? [];
      this.#own.add(number);
    }
    (this.#pages[number] as T[])[position % PAGE_ITEMS] = item;
    if (position === this.#length) this.#length += 1;
  }

  /** Keeps the first items only. */
  truncate(length: number): void {
    if (length >= this.#length) return;
    const kept = this.items().slice(0, length);
    this.#pages = [];
    this.#own.clear();
    this.#shown = undefined;
    this.#length = 0;
    this.push(kept);
  }

  at(position: number): T | undefined {
    return this.#pages[Math.floor(position / PAGE_ITEMS)]?.[position % PAGE_ITEMS];
  }

  /** The list as it is now. The same array comes back until something has changed. */
  items(): readonly T[] {
    return this.#show()();
  }

  /** Makes the list, as it is now, a field of a snapshot: the same array in all of them until something has changed. */
  showIn(snapshot: object, key: string): void {
    const get = this.#show();
    // Keys come off the wire: `__proto__` is a field like any other.
    if (this.#length <= PAGE_ITEMS && key !== '__proto__') (snapshot as Record<string, unknown>)[key] = get();
    else Object.defineProperty(snapshot, key, { enumerable: true, configurable: true, get });
  }

  #show(): () => readonly T[] {
    return (this.#shown ??= flattened(this.#pages));
  }
}

function flattened<T>(pages: readonly (readonly T[])[]): () => readonly T[] {
  let items: readonly T[] | undefined;
  return () => (items ??= pages.length > 1 ? pages.flat() : (pages[0] ?? []));
}
