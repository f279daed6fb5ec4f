import type { Delta, FinishReason, ToolCallDelta, Usage } from '../../../answer/delta.js';
import type { PayloadWriter, WireEvent } from '../../../protocol.js';
import { EventSequence } from './event-sequence.js';
import { writeResponse, type WrittenResponse } from './write-response.js';
import { WrittenCall } from './written-call.js';
import { WrittenImage } from './written-image.js';
import type { ItemStatus, WrittenItem } from './written-item.js';
import { WrittenMessage } from './written-message.js';
import { WrittenReasoning } from './written-reasoning.js';

/** Opens the writing of one answer, as OpenAI sends it. The format has one choice: `choice` is not looked at. */
export function openWriter(): PayloadWriter {
  return new ResponseWriter();
}

class ResponseWriter implements PayloadWriter {
  readonly #events = new EventSequence();
  readonly #items: WrittenItem[] = [];
  readonly #calls = new Map<number, WrittenCall>();
  #open: WrittenItem | undefined;
  #start: Extract<Delta, { type: 'start' }> | undefined;
  #usage: Usage | undefined;
  #finish: { readonly reason: FinishReason; readonly raw: string } = { reason: 'stop', raw: 'completed' };

  write(delta: Delta): readonly WireEvent[] {
    this.#begin(delta.type === 'start' ? delta : { type: 'start' });
    switch (delta.type) {
      case 'start':
        break;
      case 'text':
        this.#message().addText(delta.text);
        break;
      case 'refusal':
        this.#message().addRefusal(delta.text);
        break;
      case 'citation':
        this.#message().addCitation(delta.citation);
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
    this.#begin({ type: 'start' });
    const ending = describeEnding(this.#finish);
    this.#close(ending.status === 'completed' ? 'completed' : 'incomplete');
    const output = this.#items.map(({ item }) => item);
    const response = writeResponse({ ...this.#start, ...ending, output, usage: this.#usage });
    this.#events.add(`response.${ending.status}`, { response });
    return this.#events.take();
  }

  #begin(start: Extract<Delta, { type: 'start' }>): void {
    if (this.#start !== undefined) return;
    this.#start = start;
    const response = writeResponse({ ...start, status: 'in_progress' });
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
      const call = this.#next((outputIndex) => new WrittenCall(this.#events, outputIndex, delta));
      this.#calls.set(delta.index, call);
      return call;
    }
    if (known !== this.#open) this.#close('completed');
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

  #close(status: ItemStatus): void {
    this.#open?.close(status);
    this.#open = undefined;
  }
}

function describeEnding({ reason, raw }: { readonly reason: FinishReason; readonly raw: string }): {
  readonly status: Extract<WrittenResponse['status'], 'completed' | 'incomplete' | 'cancelled'>;
  readonly incompleteReason?: string;
} {
  switch (reason) {
    case 'stop':
    case 'tool-calls':
    case 'refusal':
      return { status: 'completed' };
    case 'length':
      return { status: 'incomplete', incompleteReason: 'max_output_tokens' };
    case 'content-filter':
      return { status: 'incomplete', incompleteReason: 'content_filter' };
    case 'pause':
    case 'other':
      return raw === 'cancelled' ? { status: 'cancelled' } : { status: 'incomplete', incompleteReason: raw };
  }
}
