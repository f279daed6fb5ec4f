import type { PayloadObject } from '../../../payload-object.js';
import { withItem } from '../../fold/with-item.js';
import type { ItemType } from '../accumulated-item.js';
import { ItemFold } from './item-fold.js';
import type { ItemPosition } from './positions.js';
import { settled } from './settled.js';
import { Slots } from './slots.js';

/** Folds the output of one response. */
export class OutputFold {
  readonly #folds: ItemFold[];
  readonly #slots: Slots;
  readonly #byId = new Map<string, number>();
  #list: readonly unknown[];

  constructor(items: readonly unknown[]) {
    this.#list = items;
    this.#slots = new Slots(items.length);
    this.#folds = items.map((item) => new ItemFold((item ?? {}) as PayloadObject, 'begun'));
    for (const [position, { id }] of this.#folds.entries()) this.#name(position, id);
  }

  get list(): readonly unknown[] {
    return this.#list;
  }

  /** Changes the item that an event means, which begins here where the server did not say that it begins. */
  change(
    position: ItemPosition,
    type: ItemType,
    change: (item: ItemFold) => void,
    takes: (item: ItemFold) => boolean = (item) => item.takes(type),
  ): void {
    const at = this.#find(position, takes) ?? this.#open(position.index, ItemFold.implied(type, position.id));
    const fold = this.#folds[at] as ItemFold;
    change(fold);
    this.#list = withItem(this.#list, at, fold.snapshot);
  }

  /** An item begins, unless events that speak of it came first. */
  begin({ index, id }: ItemPosition, item: PayloadObject): void {
    const isMeant = (fold: ItemFold): boolean => fold.phase === 'implied' && fold.type === item.type;
    const known =
      index === undefined
        ? (this.#named(id) ?? this.#slots.find(undefined, (at) => isMeant(this.#fold(at))))
        : this.#slots.find(index, (at) => this.#fold(at).is(item) || isMeant(this.#fold(at)));
    this.#put(known, index, item, 'begun');
  }

  /** An item is complete. Its id need not be the one that it began with: there are servers that change it at every event. */
  finish({ index, id }: ItemPosition, item: PayloadObject): void {
    const isMeant = (fold: ItemFold): boolean => fold.phase !== 'done' && fold.type === item.type;
    const known =
      (index === undefined ? this.#named(id) : this.#slots.find(index, (at) => this.#fold(at).is(item))) ??
      this.#slots.find(index, (at) => isMeant(this.#fold(at)));
    this.#put(known, index, item, 'done');
  }

  /** By number first. An event that gives neither number nor id means the newest open item. */
  #find({ index, id }: ItemPosition, takes: (item: ItemFold) => boolean): number | undefined {
    if (index !== undefined) {
      const fits = (at: number): boolean => takes(this.#fold(at));
      const named = this.#slots.find(index, (at) => this.#fold(at).id === id && fits(at));
      return named ?? this.#slots.find(index, fits);
    }
    if (id === undefined) return this.#slots.find(undefined, (at) => this.#fold(at).phase !== 'done' && takes(this.#fold(at)));
    const position = this.#named(id);
    return position !== undefined && takes(this.#fold(position)) ? position : undefined;
  }

  #put(known: number | undefined, index: number | undefined, item: PayloadObject, phase: 'begun' | 'done'): void {
    const before = known === undefined ? undefined : this.#list[known];
    const fold = new ItemFold(settled(item, before), phase);
    const position = known ?? this.#open(index, fold);
    this.#folds[position] = fold;
    this.#name(position, fold.id);
    this.#list = withItem(this.#list, position, fold.snapshot);
  }

  #open(index: number | undefined, fold: ItemFold): number {
    const position = this.#slots.open(index);
    this.#folds[position] = fold;
    this.#name(position, fold.id);
    return position;
  }

  #fold(position: number): ItemFold {
    return this.#folds[position] as ItemFold;
  }

  #name(position: number, id: unknown): void {
    if (typeof id === 'string') this.#byId.set(id, position);
  }

  #named(id: string | undefined): number | undefined {
    return id === undefined ? undefined : this.#byId.get(id);
  }
}
