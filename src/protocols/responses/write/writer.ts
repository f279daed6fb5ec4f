import type { Delta, FinishReason, ToolCallDelta, Usage } from '../../../answer/delta.js';
import { createdSeconds, newId, type PayloadWriter, type WireError, type WireEvent, type WriterOptions } from '../../writing.js';
import { EventSequence } from './event-sequence.js';
import { writeAnnotation } from './write-annotation.js';
import { writeResponse, type WrittenResponse } from './write-response.js';
import { WrittenCall } from './written-call.js';
import { WrittenImage } from './written-image.js';
import type { ItemStatus, WrittenItem } from './written-item.js';
import { WrittenMessage } from './written-message.js';
import { WrittenReasoning } from './written-reasoning.js';

/** Writes one answer as Responses events. The format has one choice. What belongs to another choice is left out. */
export class ResponseWriter implements PayloadWriter {
  readonly #events = new EventSequence();
  readonly #items: WrittenItem[] = [];
  readonly #calls = new Map<number, WrittenCall>();
  #open: WrittenItem | undefined;
  /** Calls that were left before any of their arguments came. They are closed at the end. */
  readonly #waiting = new Set<WrittenCall>();
  readonly #imitate: boolean;
  readonly #options: WriterOptions;
  #head: Pick<WrittenResponse, 'id' | 'model' | 'createdAt'>;
  #begun = false;
  #refused = false;
  #usage: Usage | undefined;
  #finish: { readonly reason: FinishReason; readonly raw: string } = { reason: 'stop', raw: 'completed' };

  constructor(options: WriterOptions = {}) {
    const { id, model, imitate = false } = options;
    this.#options = options;
    this.#imitate = imitate;
    this.#head = { id: id ?? newId('resp_', imitate), model, createdAt: createdSeconds(options) };
  }

  write(delta: Delta): readonly WireEvent[] {
    if ('choice' in delta && delta.choice !== 0) return [];
    if (delta.type !== 'usage') this.#begin(delta.type === 'start' ? delta : {});
    switch (delta.type) {
      case 'start':
        break;
      case 'text':
        this.#message().addText(delta.text);
        break;
      case 'refusal':
        this.#refused = true;
        this.#message().addRefusal(delta.text);
        break;
      case 'citation':
        this.#cite(this.#imitate ? delta.citation : writeAnnotation(delta.citation));
        break;
      case 'reasoning':
        this.#reasoning().addText(delta.text);
        break;
      case 'tool-call':
        this.#call(delta).addFragment(delta.arguments);
        break;
      case 'media':
        this.#media(delta.mediaType, delta.data);
        break;
      case 'usage':
        this.#usage = delta.usage;
        break;
      case 'finish':
        this.#finish = delta;
        break;
    }
    return this.#events.take();
  }

  end(): readonly WireEvent[] {
    this.#begin({});
    const ending = describeEnding(this.#finish, this.#refused, this.#imitate);
    const status = ending.status === 'completed' ? 'completed' : 'incomplete';
    this.#close(status);
    for (const call of this.#waiting) call.close(status);
    const output = this.#items.map(({ item }) => item);
    const response = writeResponse({ ...this.#head, ...ending, output, usage: this.#usage });
    this.#events.add(`response.${ending.status}`, { response });
    return this.#events.take();
  }

  /** The nested `error` event, though it is documented flat: it is what OpenAI sends, then `response.failed` (vercel/ai#6534). */
  fail({ type, message, code, param }: WireError): readonly WireEvent[] {
    this.#events.add('error', { error: { type, code: code ?? null, message, param: param ?? null } });
    if (this.#imitate) {
      const response = writeResponse({ ...this.#head, status: 'failed', error: { code: code ?? type, message } });
      this.#events.add('response.failed', { response });
    }
    return this.#events.take();
  }

  #begin({ id, model }: { readonly id?: string; readonly model?: string }): void {
    if (this.#begun) return;
    this.#begun = true;
    const { createdAt } = this.#head;
    this.#head = { id: this.#options.id ?? id ?? this.#head.id, model: this.#options.model ?? model, createdAt };
    const response = writeResponse({ ...this.#head, status: 'in_progress' });
    this.#events.add('response.created', { response });
    this.#events.add('response.in_progress', { response });
  }

  #message(): WrittenMessage {
    if (this.#open instanceof WrittenMessage) return this.#open;
    return this.#next((outputIndex) => new WrittenMessage(this.#events, outputIndex));
  }

  #reasoning(): WrittenReasoning {
    if (this.#open instanceof WrittenReasoning) return this.#open;
    return this.#next((outputIndex) => new WrittenReasoning(this.#events, outputIndex));
  }

  #call(delta: ToolCallDelta): WrittenCall {
    const known = this.#calls.get(delta.index);
    if (known === undefined) {
      const call = this.#next((outputIndex) => new WrittenCall(this.#events, outputIndex, delta, this.#imitate ? '' : '{}'));
      this.#calls.set(delta.index, call);
      return call;
    }
    if (known !== this.#open) this.#close('completed');
    this.#waiting.delete(known);
    this.#open = known;
    return known;
  }

  #media(mediaType: string, data: string): void {
    if (mediaType.startsWith('audio/')) {
      this.#events.add('response.audio.delta', { delta: data });
    } else {
      this.#next((outputIndex) => new WrittenImage(this.#events, outputIndex, mediaType, data));
      this.#close('completed');
    }
  }

  /** Items follow one another: what is open is closed before the next one opens. */
  #next<T extends WrittenItem>(open: (outputIndex: number) => T): T {
    this.#close('completed');
    const item = open(this.#items.length);
    this.#items.push(item);
    this.#open = item;
    return item;
  }

  #cite(annotation: unknown): void {
    if (annotation !== undefined) this.#message().addCitation(annotation);
  }

  #close(status: ItemStatus): void {
    if (this.#open instanceof WrittenCall && this.#open.isWaiting) this.#waiting.add(this.#open);
    else this.#open?.close(status);
    this.#open = undefined;
  }
}

/** Where the words of a refusal were plain text, only the end can show it: `completed` would say that all is well. */
function describeEnding({ reason, raw }: { readonly reason: FinishReason; readonly raw: string }, refused: boolean, imitate: boolean): {
  readonly status: Extract<WrittenResponse['status'], 'completed' | 'incomplete' | 'cancelled'>;
  readonly incompleteReason?: string;
} {
  switch (reason) {
    case 'stop':
    case 'tool-calls':
      return { status: 'completed' };
    case 'refusal':
      return refused || imitate ? { status: 'completed' } : { status: 'incomplete', incompleteReason: 'content_filter' };
    case 'length':
      return { status: 'incomplete', incompleteReason: 'max_output_tokens' };
    case 'content-filter':
      return { status: 'incomplete', incompleteReason: 'content_filter' };
    case 'pause': // there is no word for it, and `completed` would say that the answer is whole
      return { status: 'incomplete', incompleteReason: imitate ? raw : 'max_output_tokens' };
    case 'other':
      if (raw === 'cancelled') return { status: 'cancelled' };
      return imitate ? { status: 'incomplete', incompleteReason: raw } : { status: 'completed' };
  }
}
