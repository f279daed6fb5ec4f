/** Why an answer ended, in one vocabulary for every protocol. The wire's own word stands beside it as `raw`. */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter' | 'refusal' | 'pause' | 'other';

/** Token counts, in one spelling for every protocol. A field the wire does not give is absent. */
export interface Usage {
  /** Every input token, those read from or written to a cache included. */
  readonly inputTokens?: number;
  /** Every output token, those spent on reasoning included. */
  readonly outputTokens?: number;
  /** Of the output, what went into reasoning. */
  readonly reasoningTokens?: number;
  /** Of the input, what was read from a cache. */
  readonly cachedReadTokens?: number;
  /** Of the input, what was written to a cache. */
  readonly cachedWriteTokens?: number;
}

/** What one payload adds to the answer, in words that do not depend on the protocol. `choice` is 0 but for `n > 1`. */
export type Delta =
  | { readonly type: 'start'; readonly id?: string; readonly model?: string }
  | { readonly type: 'text'; readonly text: string; readonly choice: number }
  | { readonly type: 'reasoning'; readonly text: string; readonly choice: number }
  | { readonly type: 'refusal'; readonly text: string; readonly choice: number }
  | ToolCallDelta
  | { readonly type: 'citation'; readonly citation: unknown; readonly choice: number }
  | { readonly type: 'media'; readonly mediaType: string; readonly data: string; readonly choice: number }
  | { readonly type: 'usage'; readonly usage: Usage }
  | { readonly type: 'finish'; readonly reason: FinishReason; readonly raw: string; readonly choice: number };

/** A fragment of a tool call: fragments of one call share `index`, and their `arguments` join to one JSON text. */
export interface ToolCallDelta {
  /** Tells it from the other deltas. */
  readonly type: 'tool-call';
  /** Which call of the answer it belongs to. */
  readonly index: number;
  /** The id of the call, mostly in its first fragment. */
  readonly id?: string;
  /** The name of the tool, mostly in the first fragment. */
  readonly name?: string;
  /** What is added to the JSON text of the arguments. */
  readonly arguments: string;
  /** Which choice it belongs to: 0 unless several were asked for. */
  readonly choice: number;
}

/** The highest index of a choice, a call, an item or a block: state is keyed by it, and no server counts so far. */
export const MAX_INDEX = 9_999;

/** Whether a delta is output: something a reader of the answer may already have seen or acted on. */
export function isOutput(delta: Delta): boolean {
  return delta.type !== 'start' && delta.type !== 'usage' && delta.type !== 'finish';
}

/** Whether a delta is output with something in it: gateways keep a stream alive with empty pieces. */
export function saysSomething(delta: Delta): boolean {
  switch (delta.type) {
    case 'text':
    case 'reasoning':
    case 'refusal':
      return delta.text !== '';
    case 'tool-call':
      return delta.arguments !== '' || Boolean(delta.id) || Boolean(delta.name);
    case 'media':
      return delta.data !== '';
    case 'citation':
      return true;
    case 'start':
    case 'usage':
    case 'finish':
      return false;
  }
}

/** The shared empty list. Most preambles and pings carry it. */
export const noDeltas: readonly Delta[] = Object.freeze([]);

/** Whether the model ended its answer itself. For any other reason it was stopped, or cut short. */
export function isOwnEnd(reason: FinishReason): boolean {
  return reason === 'stop' || reason === 'tool-calls';
}
