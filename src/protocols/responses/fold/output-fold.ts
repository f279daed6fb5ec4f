import { GrowingList } from '../../../answer/growing-list.js';
import { isObject, type PayloadObject } from '../../../payload-object.js';
import { Copies } from '../../fold/copies.js';
import { putItem } from '../../fold/put-item.js';
import { idIn, textIn } from '../../wire-text.js';
import type { ItemType } from '../accumulated-item.js';
import { type ItemPosition, ItemRegister } from '../item-register.js';
import { type Fit, kindOf, saidBy, stringIn, textTypes } from '../stated-item.js';
import { ItemFold } from './item-fold.js';

type Change = (item: ItemFold) => void;
type Takes = (item: ItemFold) => boolean;

/** Folds the output of one response. */
export class OutputFold {
  readonly list: GrowingList<unknown>;
  readonly #register = new ItemRegister<ItemFold>();
  #version = 0;
  /** The response with room for its output, of which all snapshots are copies. */
  #form: { readonly head: PayloadObject; readonly copies: Copies } | undefined;

  constructor(items: readonly unknown[]) {
    this.list = new GrowingList(items);
    for (const [at, item] of items.entries()) this.#add(new ItemFold(isObject(item) ? item : {}, at, true));
  }

  get items(): readonly ItemFold[] {
    return this.#register.items;
  }

  /** Another number for each change. */
  get version(): number {
    return this.#version;
  }

  /** A response with these items, and with the text of all messages. */
  showIn(head: PayloadObject): PayloadObject {
    // There is room for both: to add fields to a copy costs V8 twenty times as much as to fill them.
    if (this.#form?.head !== head) this.#form = { head, copies: new Copies({ ...head, output: [], output_text: '' }) };
    const response = this.#form.copies.next();
    const stated = typeof head.output_text === 'string' ? head.output_text : '';
    const isShort = this.items.length <= MAX_JOINED && this.items.every(isShortItem);
    if (isShort) {
      const output = this.list.items();
      response.output = output;
      response.output_text = outputText(output) || stated;
      return response;
    }
    this.list.showIn(response, 'output');
    showLate(response, 'output_text', () => outputText(response.output as readonly unknown[]) || stated);
    return response;
  }

  /** Changes the item to which an event adds, which begins here where the server did not say that it begins. */
  change(position: ItemPosition, type: ItemType, takes: Takes, change: Change): void {
    this.#change(this.#register.find(position, takes) ?? this.#open(position, type), change);
  }

  /** The same for an event that states a part in full. */
  state(position: ItemPosition, type: ItemType, takes: Takes, fit: (item: ItemFold) => Fit, change: Change): void {
    this.#change(this.#register.findStated(position, takes, fit) ?? this.#open(position, type), change);
  }

  /** An item begins, unless events that speak of it came first. */
  begin(position: ItemPosition, item: PayloadObject): void {
    const known = this.#register.findBegun(position, idIn(item.call_id), ({ type }) => type === item.type);
    this.#put(known, position, item, false);
  }

  /** An item is complete. */
  finish(position: ItemPosition, item: PayloadObject): void {
    const said = saidBy(item);
    const kind = kindOf(item);
    const name = stringIn(item.name);
    const takes = (fold: ItemFold): boolean => fold.kind === kind && (fold.name === undefined || name === undefined || fold.name === name);
    const known = this.#register.findDone(position, idIn(item.call_id), takes, (fold) => fold.fit(said));
    this.#put(known, position, item, true);
  }

  #put(known: ItemFold | undefined, { index }: ItemPosition, item: PayloadObject, isDone: boolean): void {
    if (known === undefined) {
      const fold = this.#add(new ItemFold(item, index, true));
      fold.isOpen = !isDone;
      this.#show(fold);
      return;
    }
    const { id, callId } = known;
    if (isDone || !known.isAnnounced) known.restate(item, isDone);
    else known.announceAgain(item);
    this.#register.rename(known, id, callId);
    this.#show(known);
  }

  #open({ index, id }: ItemPosition, type: ItemType): ItemFold {
    return this.#add(ItemFold.implied(type, index, id));
  }

  #add(fold: ItemFold): ItemFold {
    fold.position = this.#register.items.length;
    return this.#register.add(fold);
  }

  #change(fold: ItemFold, change: Change): void {
    change(fold);
    this.#show(fold);
  }

  #show({ position, snapshot }: ItemFold): void {
    if (putItem(this.list, position, snapshot)) this.#version += 1;
  }
}

/** Of so many items and parts the text is joined for every snapshot; of more, when somebody first reads it. */
const MAX_JOINED = 64;

function isShortItem({ partCount }: ItemFold): boolean {
  return partCount <= MAX_JOINED;
}

function showLate(object: object, key: string, read: () => string): void {
  let text: string | undefined;
  Object.defineProperty(object, key, { enumerable: true, configurable: true, get: () => (text ??= read()) });
}

/** Joined piece by piece: `join()` would flatten texts that are still in pieces, at every delta. */
function outputText(output: readonly unknown[]): string {
  let text = '';
  for (const item of output as readonly (PayloadObject | null)[]) {
    if (item?.type !== 'message' || !Array.isArray(item.content)) continue;
    for (const part of item.content as readonly (PayloadObject | null)[]) {
      if (textTypes.has(part?.type)) text += textIn(part?.text);
    }
  }
  return text;
}
