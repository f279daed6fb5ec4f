import type { FinishReason, Usage } from './delta.js';

/** A call the model asks for. `arguments` is JSON text, whole only once the answer is. */
export interface ToolCall {
  /** Its place among the calls of the answer, from 0. */
  readonly index: number;
  /** The id that its result must name, where the server gives one. */
  readonly id?: string;
  /** The tool that is called. */
  readonly name?: string;
  /** The arguments so far, as JSON text. */
  readonly arguments: string;
}

/** A piece of an image, of sound or of a file, in base64. Pieces stand in the order of their arrival, each for itself. */
export interface Media {
  /** What the data is, as in `image/png`. */
  readonly mediaType: string;
  /** The data in Base64. */
  readonly data: string;
}

/** One of the answers to a request; there are several only for `n > 1`. */
export interface Choice {
  /** The text so far. */
  readonly text: string;
  /** What the model thought aloud, where the server shows it. */
  readonly reasoning: string;
  /** Why the model refuses, where it says so outside of the text. */
  readonly refusal: string;
  /** The tool calls, in the order in which they began. */
  readonly toolCalls: readonly ToolCall[];
  /** The citations, in the vendor's own form. */
  readonly citations: readonly unknown[];
  /** Images, audio and other files, as they came. */
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
  /** The id of the answer, where the server gives one. */
  readonly id?: string;
  /** The model that answered, in the words of the server. */
  readonly model?: string;
  /** What was counted, once the server has said so. */
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
