import { type Delta, noDeltas, type ToolCallDelta } from '../../../answer/delta.js';
import type { PayloadObject } from '../../../payload-object.js';
import { idIn } from '../../wire-text.js';
import type { ItemPosition, ItemRegister } from '../item-register.js';
import { callIdOf, type Said, saidBy, stringIn } from '../stated-item.js';
import { announce } from './text-reader.js';
import { ToldItem } from './told-item.js';
import type { Level } from './told-text.js';

const isCall = ({ kind }: ToldItem): boolean => kind === 'function_call';

/** Reads the calls of the caller's own tools, counted 0, 1, 2 in the order in which they first appear. */
export class CallReader {
  readonly #items: ItemRegister<ToldItem>;
  #count = 0;

  constructor(items: ItemRegister<ToldItem>) {
    this.#items = items;
  }

  get count(): number {
    return this.#count;
  }

  /** An item begins a call, unless events have spoken of it before. */
  begin(position: ItemPosition, item: PayloadObject): readonly Delta[] {
    const callId = idIn(item.call_id);
    const known = this.#items.findBegun(position, callId, isCall);
    const call = known ?? this.#open(position);
    const text = call.told('arguments').text === '' ? saidBy(item).arguments : '';
    call.told('arguments').add(text, undefined);
    return this.#name(call, position, item, known === undefined, text);
  }

  fragment(position: ItemPosition, piece: string): readonly Delta[] {
    if (piece === '') return noDeltas;
    const call = this.#items.find(position, isCall) ?? this.#open(position);
    call.told('arguments').add(piece, undefined);
    return [{ type: 'tool-call', index: call.call, arguments: piece, choice: 0 }];
  }

  /** The arguments in full. Some servers state the name with them. */
  whole(position: ItemPosition, text: string, name: string | undefined): readonly Delta[] {
    if (text === '') return noDeltas;
    const takes = (item: ToldItem): boolean => isCall(item) && isNamed(item, name) && (!item.isWhole || item.textOf('arguments') === text);
    const known = this.#items.findStated(position, takes, (item) => item.fitText('arguments', 'text', text));
    const call = known ?? this.#open(position);
    const news = call.told('arguments').state('text', text);
    call.isWhole = true;
    const isNews = name !== undefined && call.name === undefined;
    if (isNews) call.name = name;
    return news === '' && !isNews ? noDeltas : [{ type: 'tool-call', index: call.call, ...(isNews && { name }), arguments: news, choice: 0 }];
  }

  /** An item that is complete. */
  finish(position: ItemPosition, item: PayloadObject): readonly Delta[] {
    const said = saidBy(item);
    const name = stringIn(item.name);
    const known = this.#items.findDone(position, idIn(item.call_id), (each) => isCall(each) && isNamed(each, name), (each) => each.fit(said));
    return this.settle(known, position, item, said, 'item');
  }

  /** The same for a call that is known, or else is not. */
  settle(known: ToldItem | undefined, position: ItemPosition, item: PayloadObject, said: Said, level: Level): readonly Delta[] {
    const call = known ?? this.#open(position);
    const news = call.told('arguments').state(level, said.arguments);
    const deltas = this.#name(call, position, item, known === undefined, news);
    call.isOpen = false;
    return deltas;
  }

  /** What has been said of a call stays: its id, since results name it, and its name. */
  #name(call: ToldItem, position: ItemPosition, item: PayloadObject, isNew: boolean, text: string): readonly ToolCallDelta[] {
    const id = call.callId === undefined ? callIdOf(item) : undefined;
    const name = call.name === undefined ? stringIn(item.name) : undefined;
    announce(this.#items, call, position.id, id);
    call.name ??= name;
    if (!isNew && id === undefined && name === undefined && text === '') return [];
    return [{ type: 'tool-call', index: call.call, ...(id !== undefined && { id }), ...(name !== undefined && { name }), arguments: text, choice: 0 }];
  }

  #open({ index, id }: ItemPosition): ToldItem {
    const call = new ToldItem('function_call', index, id);
    call.call = this.#count++;
    return this.#items.add(call);
  }
}

/** A call of another name is another call. */
function isNamed(call: ToldItem, name: string | undefined): boolean {
  return call.name === undefined || name === undefined || call.name === name;
}
