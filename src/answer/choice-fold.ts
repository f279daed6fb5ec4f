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
  // Most answers are a text and nothing else: a list is made for its first entry.
  #toolCalls: GrowingList<ToolCall> | undefined;
  /** Where each call stands in the list, by its index. */
  #positions: Map<number, number> | undefined;
  #citations: GrowingList<unknown> | undefined;
  #media: GrowingList<Media> | undefined;

  get hasOutput(): boolean {
    const texts = this.text.length + this.reasoning.length + this.refusal.length;
    return texts > 0 || (this.#toolCalls ?? this.#citations ?? this.#media) !== undefined;
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
        (this.#citations ??= new GrowingList()).push([delta.citation]);
        return true;
      case 'media':
        (this.#media ??= new GrowingList()).push([{ mediaType: delta.mediaType, data: delta.data }]);
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
    this.#toolCalls?.showIn(snapshot, 'toolCalls');
    this.#citations?.showIn(snapshot, 'citations');
    this.#media?.showIn(snapshot, 'media');
    return snapshot;
  }

  /** Later fragments often repeat `id` and `name`, and some gateways send them empty: an empty one does not overwrite. */
  #addToolCall({ index, id: newId, name: newName, arguments: fragment }: ToolCallDelta): boolean {
    const calls = (this.#toolCalls ??= new GrowingList());
    const positions = (this.#positions ??= new Map<number, number>());
    const position = positions.get(index) ?? calls.length;
    const before = calls.at(position);
    const id = newId || before?.id;
    const name = newName || before?.name;
    if (before && fragment === '' && id === before.id && name === before.name) return false;
    positions.set(index, position);
    const json = before === undefined || beginsAnew(before.arguments, fragment) ? '' : before.arguments;
    calls.put(position, { index, id, name, arguments: growText(json, fragment) });
    return true;
  }
}
