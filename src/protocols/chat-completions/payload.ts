import { MAX_INDEX } from '../../answer/delta.js';
import { isNothing, isObject, type PayloadObject } from '../../payload-object.js';
import { isAbsurdIndex } from '../schema/wire-index.js';

/** A text, or one in the wrapping of a gateway. */
type WireText = string | PayloadObject | readonly unknown[];

/**
 * The fields of a delta that the toolkit knows: OpenAI's own, and those that gateways add. Each has a row in the table that reads
 * deltas (`read/read-delta`) and in the one that folds them (`fold/message-fold`); the compiler refuses a field that lacks one.
 */
interface KnownDelta {
  readonly role?: unknown;
  readonly content?: WireText | null;
  readonly refusal?: WireText | null;
  readonly reasoning_content?: WireText | null;
  readonly reasoning?: WireText | null;
  readonly reasoning_details?: unknown;
  readonly tool_calls?: readonly unknown[] | PayloadObject | null;
  readonly function_call?: PayloadObject | null;
  readonly audio?: unknown;
  readonly images?: unknown;
  readonly annotations?: unknown;
}

export type DeltaField = keyof KnownDelta;

/** The fields that are checked, and whatever else the server sent. */
type Open<T> = Readonly<T> & PayloadObject;

export type ChatCompletionDelta = Open<KnownDelta>;

export type ChatCompletionChoice = Open<{
  delta?: ChatCompletionDelta | null;
  message?: ChatCompletionDelta | null;
}>;

/** One chunk of a Chat Completions stream, as received. Only what carries output is checked. */
export type ChatCompletionChunk = Open<{
  choices?: readonly (ChatCompletionChoice | null)[] | null;
  /** A chunk has none. It tells chunks from the events of the other protocols, so that a fold of chunks does not take those. */
  type?: undefined;
}>;

/** The choices of a chunk, among which may be what is none and says nothing. */
export function choicesIn({ choices }: ChatCompletionChunk): readonly unknown[] {
  return Array.isArray(choices) ? (choices as readonly unknown[]) : [];
}

/** Whether a payload says that it is a chunk. */
export function isChunk({ choices, object, usage }: PayloadObject): boolean {
  return choices !== undefined || object === 'chat.completion.chunk' || usage !== undefined;
}

/**
 * What is wrong with a chunk so that its output would be lost, as a path and an expectation. The fields of its deltas are checked
 * where they are read.
 */
export function findMismatch({ choices }: PayloadObject): string | undefined {
  if (isNothing(choices)) return undefined;
  if (!Array.isArray(choices)) return 'choices: expected array';
  if (choices.length > MAX_INDEX + 1) return 'choices: too many';
  for (let position = 0; position < choices.length; position += 1) {
    const mismatch = mismatchIn(choices[position]);
    if (mismatch !== undefined) return `choices.${String(position)}${mismatch}`;
  }
  return undefined;
}

function mismatchIn(choice: unknown): string | undefined {
  if (!isObject(choice)) return isNothing(choice) ? undefined : ': expected object';
  const { index, delta, message } = choice;
  if (isAbsurdIndex(index)) return '.index: too big';
  if (!isObject(delta) && !isNothing(delta)) return '.delta: expected object';
  return isObject(message) || isNothing(message) ? undefined : '.message: expected object';
}
