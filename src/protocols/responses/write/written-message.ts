import { growText } from '../../../answer/grow-text.js';
import type { EventSequence } from './event-sequence.js';
import type { ItemStatus, WrittenItem } from './written-item.js';

interface TextPart {
  readonly type: 'output_text';
  readonly annotations: unknown[];
  readonly logprobs: readonly never[];
  text: string;
}

interface RefusalPart {
  readonly type: 'refusal';
  refusal: string;
}

/** A message: parts of text, with their citations, and of refusal. */
export class WrittenMessage implements WrittenItem {
  readonly #events: EventSequence;
  readonly #outputIndex: number;
  readonly #id: string;
  readonly #content: (TextPart | RefusalPart)[] = [];
  #status: ItemStatus | 'in_progress' = 'in_progress';

  constructor(events: EventSequence, outputIndex: number) {
    this.#events = events;
    this.#outputIndex = outputIndex;
    this.#id = `msg_${String(outputIndex)}`;
    events.add('response.output_item.added', { output_index: outputIndex, item: this.item });
  }

  get item(): object {
    return { id: this.#id, type: 'message', status: this.#status, role: 'assistant', content: this.#content };
  }

  addText(text: string): void {
    const part = this.#textPart();
    part.text = growText(part.text, text);
    this.#events.add('response.output_text.delta', { ...this.#place, delta: text, logprobs: [] });
  }

  addRefusal(text: string): void {
    const part = this.#refusalPart();
    part.refusal = growText(part.refusal, text);
    this.#events.add('response.refusal.delta', { ...this.#place, delta: text });
  }

  addCitation(annotation: unknown): void {
    const { annotations } = this.#textPart();
    annotations.push(annotation);
    const annotation_index = annotations.length - 1;
    this.#events.add('response.output_text.annotation.added', { ...this.#place, annotation_index, annotation });
  }

  close(status: ItemStatus): void {
    this.#closePart();
    this.#status = status;
    this.#events.add('response.output_item.done', { output_index: this.#outputIndex, item: this.item });
  }

  #textPart(): TextPart {
    const last = this.#content.at(-1);
    return last?.type === 'output_text' ? last : this.#openPart({ type: 'output_text', annotations: [], logprobs: [], text: '' });
  }

  #refusalPart(): RefusalPart {
    const last = this.#content.at(-1);
    return last?.type === 'refusal' ? last : this.#openPart({ type: 'refusal', refusal: '' });
  }

  #openPart<P extends TextPart | RefusalPart>(part: P): P {
    this.#closePart();
    this.#content.push(part);
    this.#events.add('response.content_part.added', { ...this.#place, part });
    return part;
  }

  #closePart(): void {
    const part = this.#content.at(-1);
    if (part === undefined) return;
    if (part.type === 'output_text') {
      this.#events.add('response.output_text.done', { ...this.#place, text: part.text, logprobs: [] });
    } else {
      this.#events.add('response.refusal.done', { ...this.#place, refusal: part.refusal });
    }
    this.#events.add('response.content_part.done', { ...this.#place, part });
  }

  /** Where the open part stands: the last one. */
  get #place(): object {
    return { item_id: this.#id, output_index: this.#outputIndex, content_index: this.#content.length - 1 };
  }
}
