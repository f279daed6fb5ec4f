import type { Attributes } from '@opentelemetry/api';

import type { CallInfo, Frame } from '../index.js';
import { named } from './call-attributes.js';
import type { TelemetryNames } from './names.js';

/** What was asked: `messages` of Chat Completions and Messages, `input` of Responses, as JSON. */
export function inputContent(names: TelemetryNames, { body }: CallInfo): Attributes {
  const { messages, input } = (body ?? {}) as { messages?: unknown; input?: unknown };
  return named(names, { inputMessages: asJson(messages ?? input) });
}

/** The text of the last attempt, for those who asked for content. */
export class OutputContent {
  #pieces: string[] = [];

  add(frame: Frame<unknown>): void {
    if (frame.kind !== 'data' && frame.kind !== 'terminal') return;
    for (const delta of frame.deltas) if (delta.type === 'text' && delta.choice === 0) this.#pieces.push(delta.text);
  }

  /** Another attempt begins. */
  clear(): void {
    this.#pieces = [];
  }

  attributes(names: TelemetryNames, finishReason: string | undefined): Attributes {
    const parts = [{ type: 'text', content: this.#pieces.join('') }];
    return named(names, { outputMessages: asJson([{ role: 'assistant', parts, finish_reason: finishReason }]) });
  }
}

function asJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined; // a body of its own making; the request tells of it
  }
}
