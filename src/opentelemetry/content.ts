import type { Attributes } from '@opentelemetry/api';

import type { CallInfo, FinishReason, Frame } from '../index.js';
import { conventionalReason, named } from './call-attributes.js';
import type { TelemetryNames } from './names.js';

/** A part of a message, as the conventions write it. */
type Part = Readonly<Record<string, unknown>>;

/** What was asked, as JSON: `messages` of Chat Completions and Messages, `input` of Responses, and what stands before them. */
export function inputContent(names: TelemetryNames, { body }: CallInfo): Attributes {
  const { messages, input, system, instructions } = (body ?? {}) as Readonly<Record<string, unknown>>;
  const turns = messages ?? input;
  const before = system ?? instructions;
  return named(names, {
    inputMessages: asJson(typeof turns === 'string' ? [{ role: 'user', parts: partsOf(turns) }] : Array.isArray(turns) ? turns.map(messageOf) : turns),
    systemInstructions: before === undefined || before === null ? undefined : asJson(partsOf(before)),
  });
}

/** What has no content, such as a call that a Responses model made before, is left as it is. */
function messageOf(message: unknown): unknown {
  if (typeof message !== 'object' || message === null || !('content' in message)) return message;
  const { content, ...rest } = message;
  return { ...rest, parts: partsOf(content) };
}

function partsOf(content: unknown): readonly Part[] {
  return (Array.isArray(content) ? content as unknown[] : [content]).map((part): Part => {
    const text = typeof part === 'string' ? part : (part as { text?: unknown } | null)?.text;
    return typeof text === 'string' ? { type: 'text', content: text } : { ...part as object };
  });
}

/** The output of the last attempt, for those who asked for content. */
export class OutputContent {
  /** By choice. */
  #messages: OutputMessage[] = [];

  add(frame: Frame<unknown>): void {
    if (frame.kind !== 'data' && frame.kind !== 'terminal') return;
    for (const delta of frame.deltas) {
      if (delta.type === 'text' || delta.type === 'reasoning') this.#messageOf(delta.choice).addText(delta.type, delta.text);
      else if (delta.type === 'tool-call') this.#messageOf(delta.choice).addCall(delta);
      else if (delta.type === 'finish') this.#messageOf(delta.choice).finish = delta.reason;
    }
  }

  /** Another attempt begins. */
  clear(): void {
    this.#messages = [];
  }

  attributes(names: TelemetryNames): Attributes {
    const messages = Object.values(this.#messages).map((message) => message.asPlain());
    return named(names, { outputMessages: messages.length === 0 ? undefined : asJson(messages) });
  }

  #messageOf(choice: number): OutputMessage {
    return this.#messages[choice] ??= new OutputMessage();
  }
}

class OutputMessage {
  finish: FinishReason | undefined;
  readonly #texts = { reasoning: [] as string[], text: [] as string[] };
  readonly #calls = new Map<number, { id?: string | undefined; name?: string | undefined; arguments: string }>();

  addText(type: 'reasoning' | 'text', text: string): void {
    this.#texts[type].push(text);
  }

  addCall({ index, id, name, arguments: piece }: { readonly index: number; readonly id?: string; readonly name?: string; readonly arguments: string }): void {
    const call = this.#calls.get(index) ?? { arguments: '' };
    this.#calls.set(index, { id: id ?? call.id, name: name ?? call.name, arguments: call.arguments + piece });
  }

  asPlain(): object {
    const texts = (['reasoning', 'text'] as const).map((type) => ({ type, content: this.#texts[type].join('') })).filter(({ content }) => content !== '');
    const calls = [...this.#calls.values()].map((call) => ({ type: 'tool_call', ...call }));
    return { role: 'assistant', parts: [...texts, ...calls], finish_reason: this.finish ? conventionalReason(this.finish) : 'error' };
  }
}

function asJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined; // a body of its own making; the request tells of it
  }
}
