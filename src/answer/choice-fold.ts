import { beginsAnew } from './begins-anew.js';
import { type Choice, emptyChoice, type Media, type ToolCall } from './completion.js';
import type { Delta, FinishReason, ToolCallDelta } from './delta.js';
import { growText } from './grow-text.js';
import { GrowingList } from './growing-list.js';

/** A delta that belongs to one choice. */
export type ChoiceDelta = Exclude<Delta, { type: 'start' | 'usage' }>;

/** Folds the deltas of one choice. */
export class ChoiceFold {
  text = '';
  reasoning = '';
  refusal = '';
  finishReason: FinishReason | undefined;
  rawFinishReason: string | undefined;
  readonly #toolCalls = new GrowingList<ToolCall>();
  /** Where each call stands in the list, by its index. */
  readonly #positions = new Map<number, number>();
  readonly #citations = new GrowingList<unknown>();
  readonly #media = new GrowingList<Media>();

  get hasOutput(): boolean {
    const texts = this.text.length + this.reasoning.length + this.refusal.length;
    return texts + this.#toolCalls.length + this.#citations.length + this.#media.length > 0;
  }

  /** @returns whether the delta changed anything. */
  add(delta: ChoiceDelta): boolean {
    switch (delta.type) {
      case 'text': // by its own name, which costs less than a computed one
        this.text = growText(this.text, delta.text);
        return delta.text !== '';
      case 'reasoning':
      case 'refusal':
        this[delta.type] = growText(this[delta.type], delta.text);
        return delta.text !== '';
      case 'tool-call':
        return this.#addToolCall(delta);
      case 'citation':
        this.#citations.push([delta.citation]);
        return true;
      case 'media':
        this.#media.push([{ mediaType: delta.mediaType, data: delta.data }]);
        return true;
      case 'finish': {
        const isNews = delta.reason !== this.finishReason || delta.raw !== this.rawFinishReason;
        this.finishReason = delta.reason;
        this.rawFinishReason = delta.raw;
        return isNews;
      }
    }
  }

  snapshot(): Choice {
    const { toolCalls, citations, media } = emptyChoice;
    const { text, reasoning, refusal, finishReason, rawFinishReason } = this;
    return this.withLists({ text, reasoning, refusal, toolCalls, citations, media, finishReason, rawFinishReason });
  }

  /** Puts the lists in a snapshot that has empty ones. */
  withLists<C extends Choice>(snapshot: C): C {
    if (this.#toolCalls.length > 0) this.#toolCalls.showIn(snapshot, 'toolCalls');
    if (this.#citations.length > 0) this.#citations.showIn(snapshot, 'citations');
    if (this.#media.length > 0) this.#media.showIn(snapshot, 'media');
    return snapshot;
  }

  /** Later fragments often repeat `id` and `name`, and some gateways send them empty: an empty one does not overwrite. */
  #addToolCall({ index, id: newId, name: newName, arguments: fragment }: ToolCallDelta): boolean {
    const position = this.#positions.get(index) ?? this.#toolCalls.length;
    const before = this.#toolCalls.at(position);
    const id = newId || before?.id;
    const name = newName || before?.name;
    if (before && fragment === '' && id === before.id && name === before.name) return false;
    this.#positions.set(index, position);
    const json = before === undefined || beginsAnew(before.arguments, fragment) ? '' : before.arguments;
    this.#toolCalls.put(position, { index, id, name, arguments: growText(json, fragment) });
    return true;
  }
}
