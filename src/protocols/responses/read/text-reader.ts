import { type Delta, noDeltas } from '../../../answer/delta.js';
import type { ItemPosition, ItemRegister } from '../item-register.js';
import type { PartPosition } from '../positions.js';
import { type Channel, fitOf, type Said } from '../stated-item.js';
import { ToldItem, type ToldKind } from './told-item.js';
import type { Level } from './told-text.js';

export type TextChannel = Exclude<Channel, 'arguments'>;

/** What each channel is in neutral words, and the kind of item that it belongs to. */
const deltaTypes = { text: 'text', refusal: 'refusal', reasoning: 'reasoning', summary: 'reasoning' } as const satisfies Record<TextChannel, string>;
const kinds = { text: 'message', refusal: 'message', reasoning: 'reasoning', summary: 'reasoning' } as const satisfies Record<TextChannel, ToldKind>;
const takes: Record<TextChannel, (item: ToldItem) => boolean> = {
  text: ({ kind }) => kind === 'message',
  refusal: ({ kind }) => kind === 'message',
  reasoning: ({ kind }) => kind === 'reasoning',
  summary: ({ kind }) => kind === 'reasoning',
};
/** Servers that have reasoning of one kind only may stream it as one and state it as the other. */
const twins: Partial<Record<TextChannel, TextChannel>> = { reasoning: 'summary', summary: 'reasoning' };

export const textChannels: readonly TextChannel[] = ['summary', 'reasoning', 'text', 'refusal'];

/** Reads text, reasoning and refusals. Each is told once, where it first comes. */
export class TextReader {
  readonly #items: ItemRegister<ToldItem>;
  /** The items that have spoken in each channel, in that order. */
  readonly #speakers: Record<TextChannel, ToldItem[]> = { text: [], refusal: [], reasoning: [], summary: [] };

  constructor(items: ItemRegister<ToldItem>) {
    this.#items = items;
  }

  /** All that has been passed on in a channel. */
  textOf(channel: TextChannel): string {
    return this.#speakers[channel].map((item) => item.textOf(channel)).join('');
  }

  fragment(channel: TextChannel, position: PartPosition, piece: string): readonly Delta[] {
    if (piece === '') return noDeltas;
    const item = this.#items.find(position, takes[channel]) ?? this.#items.add(new ToldItem(kinds[channel], position.index, position.id));
    return this.tell(item, channel, piece, position.part);
  }

  /** The transcript of sound belongs to no item. */
  transcript(piece: string): readonly Delta[] {
    const latest = this.#speakers.text.at(-1);
    const item = latest?.kind === 'transcript' ? latest : new ToldItem('transcript', undefined, undefined);
    return piece === '' ? noDeltas : this.tell(item, 'text', piece, undefined);
  }

  /** A text, or a part, in full: news only as far as it has not come before. */
  whole(channel: TextChannel, level: Level, position: PartPosition, whole: string): readonly Delta[] {
    if (whole === '') return noDeltas;
    const item = this.#items.findStated(position, takes[channel], (each) => each.fitText(channel, level, whole));
    if (item === undefined && this.#repeatsNewest(channel, level, whole)) return noDeltas;
    const spoken = item ?? this.#items.add(new ToldItem(kinds[channel], position.index, position.id));
    return this.state(spoken, channel, level, whole, position.part);
  }

  /** An item begins. What stands in it comes again when it is done. */
  begin(kind: ToldKind, position: ItemPosition): void {
    const item = this.#items.findBegun(position, undefined, (each) => each.kind === kind) ?? this.#items.add(new ToldItem(kind, position.index, position.id));
    announce(this.#items, item, position.id);
  }

  /** An item is complete. */
  finish(kind: ToldKind, position: ItemPosition, said: Said): readonly Delta[] {
    const item = this.#items.findDone(position, undefined, (each) => each.kind === kind, (each) => each.fit(said));
    const done = item ?? this.#items.add(new ToldItem(kind, position.index, position.id));
    announce(this.#items, done, position.id);
    done.isOpen = false;
    return textChannels.flatMap((channel) => {
      const whole = said[channel];
      return whole === '' || (item === undefined && this.#repeatsNewest(channel, 'item', whole)) ? noDeltas : this.state(done, channel, 'item', whole);
    });
  }

  state(item: ToldItem, channel: TextChannel, level: Level, whole: string, part?: number): readonly Delta[] {
    const twin = twins[channel];
    if (twin !== undefined && item.textOf(channel) === '' && fitOf(item.textOf(twin), whole) === 'same') return noDeltas;
    const isFirst = item.textOf(channel) === '';
    const text = item.told(channel).state(level, whole, part);
    if (text === '') return noDeltas;
    if (isFirst) this.#speakers[channel].push(item);
    return [{ type: deltaTypes[channel], text, choice: 0 }];
  }

  tell(item: ToldItem, channel: TextChannel, text: string, part: number | undefined): readonly Delta[] {
    const told = item.told(channel);
    if (told.isEmpty) this.#speakers[channel].push(item);
    told.add(text, part);
    return [{ type: deltaTypes[channel], text, choice: 0 }];
  }

  /**
   * Whether this repeats what the newest items have said together. Where ids change and nothing is numbered, one text came as many items.
   */
  #repeatsNewest(channel: TextChannel, level: Level, whole: string): boolean {
    const speakers = this.#speakers[channel];
    let said = '';
    for (let at = speakers.length - 1; at >= 0 && said.length <= whole.length; at -= 1) {
      const item = speakers[at] as ToldItem;
      if (item.told(channel).fit(level, whole) === 'stated') return false;
      said = item.textOf(channel) + said;
      if (fitOf(said, whole) !== 'same') continue;
      for (const each of speakers.slice(at)) each.told(channel).state(level, each.textOf(channel));
      return true;
    }
    return false;
  }
}

/** The item has been announced, with the id that it has from now on. */
export function announce(items: ItemRegister<ToldItem>, item: ToldItem, id: string | undefined, callId?: string): void {
  const before = { id: item.id, callId: item.callId };
  item.isAnnounced = true;
  item.id = id ?? item.id;
  item.callId ??= callId;
  items.rename(item, before.id, before.callId);
}
