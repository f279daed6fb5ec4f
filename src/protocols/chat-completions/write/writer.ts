import type { Delta, ToolCallDelta, Usage } from '../../../answer/delta.js';
import { isObject } from '../../../payload-object.js';
import { type FinishSubstitutes, writeFinish } from '../../write-finish.js';
import { createdSeconds, newId, openAiError, type PayloadWriter, type WireError, type WireEvent, type WriterOptions } from '../../writing.js';
import { finishReasons } from '../finish-reasons.js';
import { writeUsage } from './write-usage.js';

interface WrittenChoice {
  /** By index: whether any of its arguments were written. */
  readonly calls: Map<number, boolean>;
  finished: boolean;
}

/** Chat Completions has no word for a refusal, and none for a pause: `stop` would say that the answer is whole. */
const substitutes: FinishSubstitutes = { refusal: 'content_filter', pause: 'length' };

/**
 * Writes one answer as Chat Completions chunks: a role first, then the parts as they come, the finish, the usage in a
 * chunk of its own, `[DONE]`. Audio goes where OpenAI has it, other media where OpenRouter has images.
 */
export class ChatCompletionWriter implements PayloadWriter {
  readonly #choices = new Map<number, WrittenChoice>();
  #usage: Usage | undefined;
  readonly #options: WriterOptions;
  readonly #imitate: boolean;
  readonly #created: number;
  #id: string;
  #model: string;

  constructor(options: WriterOptions = {}) {
    const { id, model = 'model-1', imitate = false } = options;
    this.#options = options;
    this.#imitate = imitate;
    this.#created = createdSeconds(options);
    this.#id = id ?? newId('chatcmpl-', imitate);
    this.#model = model;
  }

  write(delta: Delta): readonly WireEvent[] {
    switch (delta.type) {
      case 'start':
        this.#id = this.#options.id ?? delta.id ?? this.#id;
        this.#model = this.#options.model ?? delta.model ?? this.#model;
        return this.#open(0);
      case 'usage':
        this.#usage = delta.usage;
        return this.#isFinished() ? this.#flushUsage() : [];
      case 'finish':
        return this.#finish(delta.choice, writeFinish(finishReasons, substitutes, delta.reason, delta.raw, this.#imitate));
      case 'text':
        return this.#say(delta.choice, { content: delta.text });
      case 'reasoning':
        return this.#say(delta.choice, { reasoning_content: delta.text });
      case 'refusal':
        return this.#say(delta.choice, { refusal: delta.text });
      case 'citation':
        return this.#cite(delta.choice, this.#imitate ? delta.citation : writeAnnotation(delta.citation));
      case 'media':
        return this.#say(delta.choice, mediaPart(delta.mediaType, delta.data));
      case 'tool-call':
        return [...this.#open(delta.choice), this.#toolCall(delta)];
    }
  }

  end(): readonly WireEvent[] {
    const events: WireEvent[] = this.#choices.size === 0 ? [...this.#open(0)] : [];
    for (const [index, choice] of this.#choices) {
      if (!choice.finished) events.push(...this.#finish(index, choice.calls.size > 0 ? 'tool_calls' : 'stop'));
    }
    return [...events, ...this.#flushUsage(), { data: '[DONE]' }];
  }

  fail(error: WireError): readonly WireEvent[] {
    return [{ data: JSON.stringify(openAiError(error)) }];
  }

  #say(choice: number, delta: object): readonly WireEvent[] {
    return [...this.#open(choice), this.#choiceChunk(choice, delta)];
  }

  #toolCall({ choice, index, id, name, arguments: json }: ToolCallDelta): WireEvent {
    const calls = this.#choice(choice).calls;
    const head = calls.has(index)
      ? { index, ...(id !== undefined && { id }) }
      : { index, id: id ?? `call_${String(choice)}_${String(index)}`, type: 'function' };
    calls.set(index, calls.get(index) === true || json !== '');
    const call = { ...head, function: { ...(name !== undefined && { name }), arguments: json } };
    return this.#choiceChunk(choice, { tool_calls: [call] });
  }

  #finish(choice: number, reason: string): readonly WireEvent[] {
    const opening = this.#open(choice);
    const emptyCalls = this.#imitate ? [] : this.#fillEmptyCalls(choice);
    this.#choice(choice).finished = true;
    return [...opening, ...emptyCalls, this.#choiceChunk(choice, {}, reason)];
  }

  /** A call without arguments gets an empty object: clients parse what they have joined. */
  #fillEmptyCalls(choice: number): readonly WireEvent[] {
    const empty = [...this.#choice(choice).calls].filter(([, hasArguments]) => !hasArguments);
    return empty.map(([index]) => this.#toolCall({ type: 'tool-call', choice, index, arguments: '{}' }));
  }

  #cite(choice: number, annotation: unknown): readonly WireEvent[] {
    return annotation === undefined ? [] : this.#say(choice, { annotations: [annotation] });
  }

  #open(choice: number): readonly WireEvent[] {
    if (this.#choices.has(choice)) return [];
    this.#choice(choice);
    return [this.#choiceChunk(choice, { role: 'assistant', content: '' })];
  }

  #choice(index: number): WrittenChoice {
    let choice = this.#choices.get(index);
    if (choice === undefined) this.#choices.set(index, (choice = { calls: new Map(), finished: false }));
    return choice;
  }

  #isFinished(): boolean {
    return this.#choices.size > 0 && [...this.#choices.values()].every((choice) => choice.finished);
  }

  #flushUsage(): readonly WireEvent[] {
    if (this.#usage === undefined || !(this.#options.includeUsage ?? this.#imitate)) return [];
    const usage = writeUsage(this.#usage);
    this.#usage = undefined;
    return [this.#chunk({ choices: [], usage })];
  }

  #choiceChunk(index: number, delta: object, reason: string | null = null): WireEvent {
    return this.#chunk({ choices: [{ index, delta, logprobs: null, finish_reason: reason }] });
  }

  #chunk(rest: object): WireEvent {
    const head = { id: this.#id, object: 'chat.completion.chunk', created: this.#created, model: this.#model };
    return { data: JSON.stringify({ ...head, ...rest }) };
  }
}

function mediaPart(mediaType: string, data: string): object {
  return mediaType.startsWith('audio/')
    ? { audio: { id: 'audio-1', data } }
    : { images: [{ type: 'image_url', image_url: { url: `data:${mediaType};base64,${data}` } }] };
}

/** @returns a citation as an annotation of this protocol. The flat form of Responses is translated; any other form gives `undefined`. */
function writeAnnotation(citation: unknown): object | undefined {
  if (!isObject(citation) || citation['type'] !== 'url_citation') return undefined;
  if (isObject(citation['url_citation'])) return citation;
  const { type, url, title, start_index, end_index } = citation;
  if (typeof url !== 'string' || typeof start_index !== 'number' || typeof end_index !== 'number') return undefined;
  return { type, url_citation: { url, title: typeof title === 'string' ? title : '', start_index, end_index } };
}
