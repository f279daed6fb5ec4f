import type { ToolCallDelta } from '../../../answer/delta.js';
import { growText } from '../../../answer/grow-text.js';
import type { EventSequence } from './event-sequence.js';
import type { ItemStatus, WrittenItem } from './written-item.js';

/** A function call. A fragment that comes after it was closed is still written, and it is closed again. */
export class WrittenCall implements WrittenItem {
  readonly #events: EventSequence;
  readonly #outputIndex: number;
  readonly #id: string;
  readonly #callId: string;
  readonly #name: string;
  readonly #emptyArguments: string;
  #arguments = '';
  #status: ItemStatus | 'in_progress' = 'in_progress';

  /** @param emptyArguments what a call without arguments is given at its end. */
  constructor(events: EventSequence, outputIndex: number, { index, id, name }: ToolCallDelta, emptyArguments: string) {
    this.#emptyArguments = emptyArguments;
    this.#events = events;
    this.#outputIndex = outputIndex;
    this.#id = `fc_${String(outputIndex)}`;
    this.#callId = id ?? `call_${String(index)}`;
    this.#name = name ?? '';
    events.add('response.output_item.added', { output_index: outputIndex, item: this.item });
  }

  get item(): object {
    return {
      id: this.#id,
      type: 'function_call',
      status: this.#status,
      arguments: this.#arguments,
      call_id: this.#callId,
      name: this.#name,
    };
  }

  /** Whether it has to wait with its end, because a fragment may still come. If none does, it gets what stands for no arguments. */
  get isWaiting(): boolean {
    return this.#arguments === '' && this.#emptyArguments !== '';
  }

  addFragment(text: string): void {
    if (text === '') return;
    this.#arguments = growText(this.#arguments, text);
    this.#events.add('response.function_call_arguments.delta', { ...this.#place, delta: text });
  }

  close(status: ItemStatus): void {
    if (this.#arguments === '') this.addFragment(this.#emptyArguments);
    this.#status = status;
    this.#events.add('response.function_call_arguments.done', { ...this.#place, arguments: this.#arguments });
    this.#events.add('response.output_item.done', { output_index: this.#outputIndex, item: this.item });
  }

  get #place(): object {
    return { item_id: this.#id, output_index: this.#outputIndex };
  }
}
