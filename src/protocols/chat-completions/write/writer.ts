import type { Delta, ToolCallDelta, Usage } from '../../../answer/delta.js';
import type { PayloadWriter, WireEvent } from '../../../protocol.js';
import { finishReasons } from '../finish-reasons.js';
import { writeUsage } from './write-usage.js';

interface WrittenChoice {
  readonly calls: Set<number>;
  finished: boolean;
}

/**
 * Writes one answer as Chat Completions chunks: a role first, then the parts as they come, the finish, the usage in a
 * chunk of its own, `[DONE]`. Audio goes where OpenAI has it, other media where OpenRouter has images.
 */
export class ChatCompletionWriter implements PayloadWriter {
  readonly #choices = new Map<number, WrittenChoice>();
  #id = 'chatcmpl-1';
  #model = 'model-1';
  #usage: Usage | undefined;

  write(delta: Delta): readonly WireEvent[] {
    switch (delta.type) {
      case 'start':
        this.#id = delta.id ?? this.#id;
        this.#model = delta.model ?? this.#model;
        return this.#open(0);
      case 'usage':
        this.#usage = delta.usage;
        return this.#isFinished() ? this.#flushUsage() : [];
      case 'finish':
        return this.#finish(delta.choice, finishReasons.write(delta.reason, delta.raw));
      case 'text':
        return this.#say(delta.choice, { content: delta.text });
      case 'reasoning':
        return this.#say(delta.choice, { reasoning_content: delta.text });
      case 'refusal':
        return this.#say(delta.choice, { refusal: delta.text });
      case 'citation':
        return this.#say(delta.choice, { annotations: [delta.citation] });
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

  #say(choice: number, delta: object): readonly WireEvent[] {
    return [...this.#open(choice), this.#choiceChunk(choice, delta)];
  }

  #toolCall({ choice, index, id, name, arguments: json }: ToolCallDelta): WireEvent {
    const calls = this.#choice(choice).calls;
    const head = calls.has(index)
      ? { index, ...(id !== undefined && { id }) }
      : { index, id: id ?? `call_${String(choice)}_${String(index)}`, type: 'function' };
    calls.add(index);
    const call = { ...head, function: { ...(name !== undefined && { name }), arguments: json } };
    return this.#choiceChunk(choice, { tool_calls: [call] });
  }

  #finish(choice: number, reason: string): readonly WireEvent[] {
    const opening = this.#open(choice);
    this.#choice(choice).finished = true;
    return [...opening, this.#choiceChunk(choice, {}, reason)];
  }

  #open(choice: number): readonly WireEvent[] {
    if (this.#choices.has(choice)) return [];
    this.#choice(choice);
    return [this.#choiceChunk(choice, { role: 'assistant', content: '' })];
  }

  #choice(index: number): WrittenChoice {
    let choice = this.#choices.get(index);
    if (choice === undefined) this.#choices.set(index, (choice = { calls: new Set(), finished: false }));
    return choice;
  }

  #isFinished(): boolean {
    return this.#choices.size > 0 && [...this.#choices.values()].every((choice) => choice.finished);
  }

  #flushUsage(): readonly WireEvent[] {
    if (this.#usage === undefined) return [];
    const usage = writeUsage(this.#usage);
    this.#usage = undefined;
    return [this.#chunk({ choices: [], usage })];
  }

  #choiceChunk(index: number, delta: object, reason: string | null = null): WireEvent {
    return this.#chunk({ choices: [{ index, delta, logprobs: null, finish_reason: reason }] });
  }

  #chunk(rest: object): WireEvent {
    const head = { id: this.#id, object: 'chat.completion.chunk', created: 1_700_000_000, model: this.#model };
    return { data: JSON.stringify({ ...head, ...rest }) };
  }
}

function mediaPart(mediaType: string, data: string): object {
  return mediaType.startsWith('audio/')
    ? { audio: { id: 'audio-1', data } }
    : { images: [{ type: 'image_url', image_url: { url: `data:${mediaType};base64,${data}` } }] };
}
