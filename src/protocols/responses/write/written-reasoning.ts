import { growText } from '../../../answer/grow-text.js';
import type { EventSequence } from './event-sequence.js';
import type { WrittenItem } from './written-item.js';

/** A reasoning item with one summary part: the form in which OpenAI shows reasoning. */
export class WrittenReasoning implements WrittenItem {
  readonly #events: EventSequence;
  readonly #outputIndex: number;
  readonly #place: object;
  #text = '';

  constructor(events: EventSequence, outputIndex: number) {
    this.#events = events;
    this.#outputIndex = outputIndex;
    this.#place = { item_id: `rs_${String(outputIndex)}`, output_index: outputIndex, summary_index: 0 };
    events.add('response.output_item.added', { output_index: outputIndex, item: { ...this.item, summary: [] } });
    events.add('response.reasoning_summary_part.added', { ...this.#place, part: this.#part });
  }

  get item(): object {
    return { id: `rs_${String(this.#outputIndex)}`, type: 'reasoning', summary: [this.#part] };
  }

  addText(text: string): void {
    this.#text = growText(this.#text, text);
    this.#events.add('response.reasoning_summary_text.delta', { ...this.#place, delta: text });
  }

  close(): void {
    this.#events.add('response.reasoning_summary_text.done', { ...this.#place, text: this.#text });
    this.#events.add('response.reasoning_summary_part.done', { ...this.#place, part: this.#part });
    this.#events.add('response.output_item.done', { output_index: this.#outputIndex, item: this.item });
  }

  get #part(): object {
    return { type: 'summary_text', text: this.#text };
  }
}
