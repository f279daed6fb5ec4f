import type { FinishReason, Usage } from './delta.js';

/** A call the model asks for. `arguments` is JSON text, whole only once the answer is. */
export interface ToolCall {
  readonly index: number;
  readonly id?: string;
  readonly name?: string;
  readonly arguments: string;
}

/** A piece of an image, of sound or of a file, in base64. Pieces stand in the order of their arrival, each for itself. */
export interface Media {
  readonly mediaType: string;
  readonly data: string;
}

/** One of the answers to a request; there are several only for `n > 1`. */
export interface Choice {
  readonly text: string;
  readonly reasoning: string;
  readonly refusal: string;
  readonly toolCalls: readonly ToolCall[];
  readonly citations: readonly unknown[];
  readonly media: readonly Media[];
  /** Absent until the choice has ended. */
  readonly finishReason?: FinishReason;
  /** The wire's own word for `finishReason`. */
  readonly rawFinishReason?: string;
}

/**
 * The answer so far, in words that do not depend on the protocol. Its own text, tool calls and so on are those of
 * choice 0, so that nobody who asked for one answer needs to write `choices[0]`; `[answer, ...answer.otherChoices]` are all.
 *
 * A completion never changes: the next one is a new object that shares with this one whatever stayed the same, so `===` tells
 * a view what to draw again. What is not known is `undefined`, as a field that is there.
 */
export interface Completion extends Choice {
  readonly id?: string;
  readonly model?: string;
  readonly usage?: Usage;
  /** The choices from 1 on, in their order; there are some only for `n > 1`. One that has said nothing yet is empty. */
  readonly otherChoices: readonly Choice[];
}

const nothing: readonly never[] = Object.freeze([]);

/** A choice before its first delta. */
export const emptyChoice: Choice = Object.freeze({
  text: '',
  reasoning: '',
  refusal: '',
  toolCalls: nothing,
  citations: nothing,
  media: nothing,
  finishReason: undefined,
  rawFinishReason: undefined,
});

/** The answer before its first delta. */
export const emptyCompletion: Completion = Object.freeze({
  id: undefined,
  model: undefined,
  usage: undefined,
  ...emptyChoice,
  otherChoices: nothing,
});
