import type { Delta, FinishReason, ToolCallDelta, Usage } from '../../../answer/delta.js';
import { isObject } from '../../../payload-object.js';
import { type FinishSubstitutes, writeFinish } from '../../write-finish.js';
import { newId, type PayloadWriter, type WireError, type WireEvent, type WriterOptions } from '../../writing.js';
import { finishReasons } from '../finish-reasons.js';
import { BlockWriter, writeEvent } from './block-writer.js';
import { writeUsage } from './write-usage.js';

/** Messages has no word for a content filter. */
const substitutes: FinishSubstitutes = { 'content-filter': 'refusal' };

/**
 * Writes one answer as Messages events: `message_start`, blocks as the kind of output changes, `message_delta`,
 * `message_stop`. The protocol has one choice and no media: deltas of other choices and media deltas are left out. A
 * refusal is text whose stop reason is `refusal`. Usage that comes after the finish goes out in a second `message_delta`; there may be
 * several: https://docs.anthropic.com/en/docs/build-with-claude/streaming
 */
export class MessageWriter implements PayloadWriter {
  readonly #options: WriterOptions;
  readonly #imitate: boolean;
  readonly #blocks: BlockWriter;
  #started = false;
  #usage: Usage = {};
  #stopReason: string | undefined;
  #refused = false;
  #called = false;

  /** @param options `message_start` tells the input counts of their usage. The output counts are not known yet. */
  constructor(options: WriterOptions = {}) {
    const { inputTokens, cachedReadTokens, cachedWriteTokens } = options.usage ?? {};
    this.#options = options;
    this.#imitate = options.imitate ?? false;
    this.#blocks = new BlockWriter(this.#imitate);
    this.#usage = { inputTokens, cachedReadTokens, cachedWriteTokens };
  }

  write(delta: Delta): readonly WireEvent[] {
    if ('choice' in delta && delta.choice !== 0) return [];
    switch (delta.type) {
      case 'start':
        return this.#start(delta.id, delta.model);
      case 'usage':
        this.#usage = delta.usage;
        return this.#stopReason === undefined ? [] : [this.#messageDelta(this.#stopReason)];
      case 'finish':
        return this.#finish(delta.reason, delta.raw);
      case 'refusal':
        this.#refused = true;
        return this.#say('text', textBlock, { type: 'text_delta', text: delta.text });
      case 'text':
        return this.#say('text', textBlock, { type: 'text_delta', text: delta.text });
      case 'citation':
        return this.#cite(delta.citation);
      case 'reasoning':
        return this.#say('thinking', thinkingBlock, { type: 'thinking_delta', thinking: delta.text });
      case 'tool-call':
        return this.#toolCall(delta);
      case 'media':
        return [];
    }
  }

  end(): readonly WireEvent[] {
    const reason = this.#called ? 'tool-calls' : 'stop';
    const finish = this.#stopReason === undefined ? this.#finish(reason, '') : [];
    return [...finish, ...this.#blocks.close(), writeEvent('message_stop')];
  }

  fail(error: WireError): readonly WireEvent[] {
    return [writeEvent('error', errorFields(error))];
  }

  #start(startId?: string, startModel?: string): readonly WireEvent[] {
    if (this.#started) return [];
    this.#started = true;
    const id = this.#options.id ?? startId ?? newId('msg_', this.#imitate);
    const model = this.#options.model ?? startModel ?? 'model-1';
    const head = { id, type: 'message', role: 'assistant', model, content: [], stop_reason: null, stop_sequence: null };
    return [writeEvent('message_start', { message: { ...head, usage: writeUsage(this.#usage) } })];
  }

  #say(key: string, block: { readonly type: string }, delta?: object): readonly WireEvent[] {
    return [...this.#start(), ...this.#blocks.write(key, block, delta)];
  }

  /** Only a citation that is one of Messages: another has no text that it cites, and no index of a search. */
  #cite(citation: unknown): readonly WireEvent[] {
    const own = isObject(citation) && String(citation['type']).endsWith('_location');
    return own || this.#imitate ? this.#say('text', textBlock, { type: 'citations_delta', citation }) : [];
  }

  #toolCall({ index, id = `toolu_${String(index)}`, name = 'tool', arguments: json }: ToolCallDelta): readonly WireEvent[] {
    this.#called = true;
    const block = { type: 'tool_use', id, name, input: {} };
    return this.#say(`call ${String(index)}`, block, json === '' ? undefined : { type: 'input_json_delta', partial_json: json });
  }

  #finish(reason: FinishReason, raw: string): readonly WireEvent[] {
    const opening = this.#start();
    this.#stopReason = writeFinish(finishReasons, substitutes, this.#refused && reason === 'stop' ? 'refusal' : reason, raw, this.#imitate);
    return [...opening, ...this.#blocks.close(), this.#messageDelta(this.#stopReason)];
  }

  #messageDelta(reason: string): WireEvent {
    return writeEvent('message_delta', {
      delta: { stop_reason: reason, stop_sequence: null },
      usage: writeUsage(this.#usage),
    });
  }
}

const textBlock = { type: 'text', text: '' };
const thinkingBlock = { type: 'thinking', thinking: '', signature: '' };

/** Messages has no `param`. A finer word than `type` stands in the details. */
export function errorFields({ type, message, code }: WireError): { readonly error: object } {
  return { error: { type, message, ...(code !== undefined && { details: { error_code: code } }) } };
}
