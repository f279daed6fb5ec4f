import type { Fit } from './stated-item.js';

/** Where an event says that its item stands. Gateways leave out one or the other, or both. */
export interface ItemPosition {
  readonly index: number | undefined;
  readonly id: string | undefined;
}

/** An item as the server has spoken of it so far. */
export interface RegisteredItem {
  /** The number that it has on the wire. */
  readonly index: number | undefined;
  /** The id that it has, or that the event gave which began it. */
  readonly id: string | undefined;
  /** The id of a call. */
  readonly callId: string | undefined;
  /** Whether the server has announced it. Else fragments came first. */
  readonly isAnnounced: boolean;
  /** Whether it may still be stated as complete. */
  readonly isOpen: boolean;
  /** Whether fragments may still be added to it. Once its text has been stated in full, they are those of another item. */
  readonly isGrowing: boolean;
}

type Test<Item> = (item: Item) => boolean;

/** No answer has so many items; the reader gives up at more, and so does the fold. */
export const MAX_ITEMS = 10_000;

/** How many items are looked through for one that nothing names, so that no event costs more for those before it. */
const MAX_LOOKED_THROUGH = 32;

/**
 * The items of one answer, in the order of their arrival, and which of them an event means.
 *
 * Neither the numbers nor the ids of the wire can be relied on. Some servers give every item the number 0, or leave the numbers out. Some
 * number what they state in full as if it were the next item (vllm-project/vllm#31761). Some change the id of an item at every event. So an
 * event means the item with its id, else the one with its number. What is stated in full means
 * first of all the item whose fragments it repeats.
 */
export class ItemRegister<Item extends RegisteredItem> {
  readonly #items: Item[] = [];
  readonly #byIndex = new Map<number, Item[]>();
  readonly #byId = new Map<string, Item[]>();
  readonly #byCallId = new Map<string, Item[]>();
  /** Whether an id has come twice: in this stream an id that has not come before is that of another item. */
  #idsRepeat = false;
  #latest: { readonly item: Item; readonly index: number | undefined; readonly id: string | undefined; readonly takes: Test<Item> } | undefined;

  get items(): readonly Item[] {
    return this.#items;
  }

  add(item: Item): Item {
    this.#items.push(item);
    if (item.index !== undefined) put(this.#byIndex, item.index, item);
    this.rename(item, undefined, undefined);
    this.#latest = undefined;
    return item;
  }

  /** Takes note of the ids that an item has been given since. */
  rename(item: Item, id: string | undefined, callId: string | undefined): void {
    if (item.id !== undefined && item.id !== id) put(this.#byId, item.id, item);
    if (item.callId !== undefined && item.callId !== callId) put(this.#byCallId, item.callId, item);
    this.#latest = undefined;
  }

  /** The item to which an event adds a fragment. */
  find(position: ItemPosition, takes: Test<Item>): Item | undefined {
    const { index, id } = position;
    const latest = this.#latest;
    if (latest?.takes === takes && latest.index === index && latest.id === id && latest.item.isGrowing) return latest.item;
    const isMeant = (item: Item): boolean => item.isGrowing && takes(item);
    const item = this.#named(position, isMeant) ?? this.#only(position, takes) ?? this.#numbered(position, isMeant) ?? this.#unnumbered(position, isMeant);
    if (item !== undefined) this.#latest = { item, index, id, takes };
    return item;
  }

  /**
   * The item that an event states a part of in full. Where neither its number nor its text has come before, it means the item that has been
   * announced and has not said anything.
   */
  findStated(position: ItemPosition, takes: Test<Item>, fit: (item: Item) => Fit): Item | undefined {
    const isOpen = (item: Item): boolean => item.isOpen && takes(item);
    const isMeant = (item: Item): boolean => takes(item) && (item.isOpen || fit(item) === 'same');
    const named = this.#named(position, isMeant);
    if (named !== undefined && (named.index === position.index || fit(named) !== 'other')) return named;
    const numbered = this.#numbered(position, isOpen) ?? this.#numbered(position, isMeant);
    if (numbered !== undefined && fit(numbered) !== 'other') return numbered;
    return (
      newest(this.#items, (item) => takes(item) && fit(item) === 'same') ??
      numbered ??
      this.#unnumbered(position, isOpen) ??
      this.#silent(position, isOpen, fit)
    );
  }

  /** The item that begins, where events have spoken of it already. */
  findBegun(position: ItemPosition, callId: string | undefined, takes: Test<Item>): Item | undefined {
    const { index, id } = position;
    const isAgain = (item: Item): boolean =>
      takes(item) && (item.isOpen || callId !== undefined) && (id ?? callId) !== undefined && item.id === id && (item.callId ?? callId) === callId && (index === undefined || item.index === index);
    const isImplied = (item: Item): boolean => takes(item) && item.isOpen && !item.isAnnounced;
    const named = newest(this.#byId.get(id ?? '') ?? [], isAgain) ?? newest(this.#byCallId.get(callId ?? '') ?? [], isAgain);
    return named ?? (index === undefined ? this.#named(position, isImplied) ?? newest(this.#items, isImplied) : this.#numbered(position, isImplied));
  }

  /** The item that is stated as complete. One that has been complete before is stated again where it says the same. */
  findDone(position: ItemPosition, callId: string | undefined, takes: Test<Item>, fit: (item: Item) => Fit): Item | undefined {
    const isOpen = (item: Item): boolean => item.isOpen && takes(item);
    const isMeant = (item: Item): boolean => takes(item) && (item.isOpen || fit(item) !== 'other');
    const named = this.#named(position, isMeant) ?? newest(this.#byCallId.get(callId ?? '') ?? [], takes);
    if (named !== undefined) return named;
    const numbered = this.#numbered(position, isOpen);
    if (numbered !== undefined && fit(numbered) !== 'other') return numbered;
    const repeated = newest(this.#items, (item) => isOpen(item) && fit(item) === 'same') ?? numbered;
    return repeated ?? (position.index === undefined ? newest(this.#items, isOpen) : this.#silent(position, isOpen, fit));
  }

  /** By id; of several items with one id the one with this number. An id that only fragments have given does not outweigh a number. */
  #named({ index, id }: ItemPosition, isMeant: Test<Item>): Item | undefined {
    const items = id === undefined ? undefined : this.#byId.get(id);
    if (items === undefined) return undefined;
    this.#idsRepeat = true;
    const named = newest(items, (item) => item.index === index && isMeant(item));
    return named ?? newest(items, (item) => isMeant(item) && (item.isAnnounced || item.index === undefined || index === undefined));
  }

  /** The item that alone has this id: it is meant, although it has been stated in full. */
  #only({ index, id }: ItemPosition, isMeant: Test<Item>): Item | undefined {
    const [item, ...others] = id === undefined ? [] : (this.#byId.get(id) ?? []);
    return item !== undefined && others.length === 0 && (item.index === index || index === undefined) && isMeant(item) ? item : undefined;
  }

  #numbered({ index, id }: ItemPosition, isMeant: Test<Item>): Item | undefined {
    const items = index === undefined ? undefined : this.#byIndex.get(index);
    return items && newest(items, (item) => isMeant(item) && (item.isAnnounced || !this.#isAnother(item, id)));
  }

  #unnumbered({ index, id }: ItemPosition, isMeant: Test<Item>): Item | undefined {
    if (index !== undefined) return undefined;
    return newest(this.#items, (item) => isMeant(item) && (id === undefined || (item.isAnnounced && !this.#isAnother(item, id))));
  }

  /** The item that has been announced, and has not said anything yet. */
  #silent({ id }: ItemPosition, isMeant: Test<Item>, fit: (item: Item) => Fit): Item | undefined {
    return newest(this.#items, (item) => isMeant(item) && item.isAnnounced && fit(item) === 'nothing' && !this.#isAnother(item, id));
  }

  #isAnother(item: Item, id: string | undefined): boolean {
    return this.#idsRepeat && id !== undefined && item.id !== undefined && item.id !== id;
  }
}

/** Adds an item to the list under a key. */
export function put<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const items = map.get(key);
  if (items === undefined) map.set(key, [item]);
  else items.push(item);
}

/** The newest of these that is meant. */
export function newest<Item>(items: readonly Item[], isMeant: Test<Item>): Item | undefined {
  const end = Math.max(0, items.length - MAX_LOOKED_THROUGH);
  for (let at = items.length - 1; at >= end; at -= 1) {
    const item = items[at] as Item;
    if (isMeant(item)) return item;
  }
  return undefined;
}
