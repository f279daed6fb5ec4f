import type { EventSequence } from './event-sequence.js';
import type { WrittenItem } from './written-item.js';

/** An image that the vendor's own tool has made, sent whole in its finished item. */
export class WrittenImage implements WrittenItem {
  readonly #events: EventSequence;
  readonly #outputIndex: number;
  readonly #id: string;
  readonly item: object;

  constructor(events: EventSequence, outputIndex: number, mediaType: string, data: string) {
    this.#events = events;
    this.#outputIndex = outputIndex;
    this.#id = `ig_${String(outputIndex)}`;
    const output_format = mediaType.slice(mediaType.indexOf('/') + 1);
    this.item = { id: this.#id, type: 'image_generation_call', status: 'completed', output_format, result: data };
    const item = { id: this.#id, type: 'image_generation_call', status: 'in_progress', result: null };
    events.add('response.output_item.added', { output_index: outputIndex, item });
    events.add('response.image_generation_call.in_progress', this.#place);
    events.add('response.image_generation_call.generating', this.#place);
  }

  close(): void {
    this.#events.add('response.image_generation_call.completed', this.#place);
    this.#events.add('response.output_item.done', { output_index: this.#outputIndex, item: this.item });
  }

  get #place(): object {
    return { item_id: this.#id, output_index: this.#outputIndex };
  }
}
