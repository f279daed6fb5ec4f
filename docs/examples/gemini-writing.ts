import type { Delta, PayloadObject, Protocol, ToolCallDelta, Usage } from 'framewise';
import { defineWriting, type PayloadWriter, type WireError, type WireEvent } from 'framewise/serving';

import { finishReasons, gemini, type GeminiChunk } from './gemini.js';

/** The record of a model that can be written too: for the mock gateway, and for servers. */
export function writableGemini(model: string): Protocol<GeminiChunk> {
  return defineWriting(gemini(model), { openWriter: () => new GeminiWriter(), errorBody });
}

/** Writes one answer: text, thoughts, calls. */
class GeminiWriter implements PayloadWriter {
  /** By choice, its calls: Gemini sends a call whole, so the fragments wait for the finish. */
  readonly #choices = new Map<number, { finished: boolean; calls: ToolCallDelta[] }>();
  #head = {};

  write(delta: Delta): readonly WireEvent[] {
    switch (delta.type) {
      case 'start':
        this.#head = { responseId: delta.id, modelVersion: delta.model };
        return [];
      case 'text':
      case 'reasoning':
        return [this.#candidate(delta.choice, [{ text: delta.text, ...(delta.type === 'reasoning' && { thought: true }) }])];
      case 'tool-call':
        this.#choice(delta.choice).calls.push(delta);
        return [];
      case 'finish':
        return [this.#finish(delta.choice, finishReasons.find(([, reason]) => reason === delta.reason)?.[0] ?? 'STOP')];
      case 'usage':
        return [write({ ...this.#head, usageMetadata: writeUsage(delta.usage) })];
      case 'refusal':
      case 'citation':
      case 'media':
        return [];
    }
  }

  end(): readonly WireEvent[] {
    const open = [...this.#choices].filter(([, { finished }]) => !finished).map(([choice]) => choice);
    return (this.#choices.size === 0 ? [0] : open).map((choice) => this.#finish(choice, 'STOP'));
  }

  fail(error: WireError): readonly WireEvent[] {
    return [write(errorBody(error))];
  }

  #choice(index: number): { finished: boolean; calls: ToolCallDelta[] } {
    const choice = this.#choices.get(index) ?? { finished: false, calls: [] };
    this.#choices.set(index, choice);
    return choice;
  }

  #finish(index: number, finishReason: string): WireEvent {
    const choice = this.#choice(index);
    choice.finished = true;
    return this.#candidate(index, writeCalls(choice.calls), { finishReason });
  }

  #candidate(index: number, parts: readonly object[], rest: object = {}): WireEvent {
    this.#choice(index);
    return write({ ...this.#head, candidates: [{ content: { role: 'model', parts }, ...rest, index }] });
  }
}

function writeCalls(fragments: readonly ToolCallDelta[]): object[] {
  const indexes = [...new Set(fragments.map(({ index }) => index))];
  return indexes.map((index) => {
    const own = fragments.filter((fragment) => fragment.index === index);
    const args = JSON.parse(own.map((fragment) => fragment.arguments).join('') || '{}') as object;
    return { functionCall: { id: own.find(({ id }) => id)?.id, name: own.find(({ name }) => name)?.name, args } };
  });
}

function writeUsage({ inputTokens, outputTokens, reasoningTokens, cachedReadTokens }: Usage): object {
  return {
    promptTokenCount: inputTokens,
    candidatesTokenCount: outputTokens === undefined ? undefined : outputTokens - (reasoningTokens ?? 0),
    thoughtsTokenCount: reasoningTokens,
    cachedContentTokenCount: cachedReadTokens,
  };
}

/** `{"error":{"code":503,"message":"...","status":"UNAVAILABLE"}}`: the word is the status. */
function errorBody({ type, message, code }: WireError): PayloadObject {
  return { error: { code: code === undefined ? undefined : Number(code), message, status: type } };
}

function write(payload: object): WireEvent {
  return { data: JSON.stringify(payload) };
}
