/** How many items are copied for one that changes. Up to here a list is copied whole, which costs less than whatever would avoid it. */
const PAGE_ITEMS = 256;

/**
 * A list that is put together item by item, and shown as it grows: calls, citations, blocks, logprobs.
 *
 * What it shows are plain arrays that never change afterwards. To copy the whole list for each item would cost the square of its
 * length. So the items stand in pages of 256. An item at the end is written where it belongs, since what was shown before knows its own
 * length. An item that replaces another copies its page and the list of pages, once for each snapshot. The array of a long list is made
 * when somebody first reads it, so that snapshots that nobody reads cost nothing.
 *
 * Example: 600 items are shown, then item 300 is replaced. Page 1 (items 256 to 511) is copied; pages 0 and 2 are those of before.
 */
export class GrowingList<T> {
  #pages: T[][] = [];
  /** The pages that no snapshot has seen, where an item has been replaced, and whether none has seen their list: these may be written over. */
  #unseen: Set<number> | undefined;
  #isListUnseen = true;
  #length = 0;
  /** What was shown last: the array of a list of one page, or what makes that of a longer one. */
  #shown: readonly T[] | (() => readonly T[]) | undefined;

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
    const number = Math.floor(position / PAGE_ITEMS);
    if (position < this.#length) this.#pageToWrite(number)[position % PAGE_ITEMS] = item;
    else {
      (this.#pages[number] ??= []).push(item);
      this.#length += 1;
    }
    this.#shown = undefined;
  }

  /** Keeps the first items only. They move to pages of their own: what is pushed from now on must not stand in those that were shown. */
  truncate(length: number): void {
    if (length >= this.#length) return;
    const kept = this.items().slice(0, length);
    this.#pages = [];
    this.#unseen = undefined;
    this.#isListUnseen = true;
    this.#length = 0;
    this.#shown = undefined;
    this.push(kept);
  }

  at(position: number): T | undefined {
    return this.#pages[Math.floor(position / PAGE_ITEMS)]?.[position % PAGE_ITEMS];
  }

  /** The list as it is now. The same array comes back until something has changed. */
  items(): readonly T[] {
    const shown = (this.#shown ??= this.#show());
    return typeof shown === 'function' ? shown() : shown;
  }

  /** Makes the list, as it is now, a field of a snapshot: the same array in all of them until something has changed. */
  showIn(snapshot: object, key: string): void {
    const shown = (this.#shown ??= this.#show());
    // Keys come off the wire: `__proto__` is a field like any other.
    if (typeof shown !== 'function' && key !== '__proto__') (snapshot as Record<string, unknown>)[key] = shown;
    else Object.defineProperty(snapshot, key, { enumerable: true, configurable: true, get: typeof shown === 'function' ? shown : () => shown });
  }

  #pageToWrite(number: number): T[] {
    // Nobody has seen the only page itself.
    if (this.#length <= PAGE_ITEMS) return this.#pages[0] as T[];
    if (!this.#isListUnseen) this.#pages = this.#pages.slice();
    this.#isListUnseen = true;
    const unseen = (this.#unseen ??= new Set());
    if (!unseen.has(number)) this.#pages[number] = (this.#pages[number] ?? []).slice();
    unseen.add(number);
    return this.#pages[number] as T[];
  }

  #show(): readonly T[] | (() => readonly T[]) {
    if (this.#length <= PAGE_ITEMS) return this.#pages[0]?.slice() ?? [];
    this.#unseen?.clear();
    this.#isListUnseen = false;
    return joined(this.#pages, this.#length);
  }
}

/** The first items of these pages, joined when they are first asked for. The pages may have grown since. */
function joined<T>(pages: readonly (readonly T[])[], length: number): () => readonly T[] {
  let items: readonly T[] | undefined;
  return () => (items ??= pages.slice(0, Math.ceil(length / PAGE_ITEMS)).flat().slice(0, length));
}
