import { ApiError } from './api-error.js';
import type { Delta, FinishReason, ToolCallDelta, Usage } from './delta.js';

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
 * choice 0, so that nobody who asked for one answer needs to write `choices[0]`.
 *
 * A completion never changes: the next one is a new object that shares with this one whatever stayed the same, so `===` tells
 * a view what to draw again. What is not known is `undefined`, as a field that is there.
 */
export interface Completion extends Choice {
  readonly id?: string;
  readonly model?: string;
  readonly usage?: Usage;
  /** By index, choice 0 included; a choice that has said nothing yet is empty. */
  readonly choices: readonly Choice[];
}

const nothing: readonly never[] = Object.freeze([]);

const emptyChoice: Choice = Object.freeze({
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
  choices: Object.freeze([emptyChoice]),
});

/**
 * Adds one delta to an answer.
 *
 * A `start` before any output begins a new answer, because it is the preamble of the answer that is under way, be it a silent
 * retry's; after output it only names the answer anew. Text costs the same however long the answer is; a list is copied when
 * one of its entries changes.
 *
 * @returns a new completion, or the same object if the delta changes nothing.
 * @throws ApiError `invalid_frame` for a choice index that is no index; the built-in protocols refuse those on the wire.
 */
export function addDelta(completion: Completion, delta: Delta): Completion {
  switch (delta.type) {
    case 'start': {
      const base = completion.choices.some(hasOutput) ? completion : emptyCompletion;
      const { id = base.id, model = base.model } = delta;
      const isNews = id !== completion.id || model !== completion.model || base !== completion;
      return isNews ? { ...base, id, model } : completion;
    }
    case 'usage': {
      const usage = mergeUsage(completion.usage, delta.usage);
      return usage === completion.usage ? completion : { ...completion, usage };
    }
    default: {
      const before = completion.choices[delta.choice] ?? emptyChoice;
      const after = addToChoice(before, delta);
      return after === before ? completion : withChoice(completion, delta.choice, after);
    }
  }
}

function hasOutput({ text, reasoning, refusal, toolCalls, citations, media }: Choice): boolean {
  return [text, reasoning, refusal, toolCalls, citations, media].some(({ length }) => length > 0);
}

/** Field by field, newest wins; `undefined` takes nothing back. */
function mergeUsage(before: Usage | undefined, news: Usage): Usage | undefined {
  const changes = Object.entries(news).filter(
    ([field, value]) => value !== undefined && value !== before?.[field as keyof Usage],
  );
  return changes.length === 0 ? before : { ...before, ...Object.fromEntries(changes) };
}

function addToChoice(choice: Choice, delta: Exclude<Delta, { type: 'start' | 'usage' }>): Choice {
  // Field by field: a spread costs ten times as much, and this runs for every piece of text.
  const next: Writable<Choice> = {
    text: choice.text,
    reasoning: choice.reasoning,
    refusal: choice.refusal,
    toolCalls: choice.toolCalls,
    citations: choice.citations,
    media: choice.media,
    finishReason: choice.finishReason,
    rawFinishReason: choice.rawFinishReason,
  };
  switch (delta.type) {
    case 'text':
    case 'reasoning':
    case 'refusal':
      if (delta.text === '') return choice;
      next[delta.type] += delta.text;
      return next;
    case 'tool-call':
      next.toolCalls = addToolCall(choice.toolCalls, delta);
      return next.toolCalls === choice.toolCalls ? choice : next;
    case 'citation':
      next.citations = [...choice.citations, delta.citation];
      return next;
    case 'media':
      next.media = [...choice.media, { mediaType: delta.mediaType, data: delta.data }];
      return next;
    case 'finish':
      next.finishReason = delta.reason;
      next.rawFinishReason = delta.raw;
      return delta.reason === choice.finishReason && delta.raw === choice.rawFinishReason ? choice : next;
  }
}

/** Later fragments often repeat `id` and `name`, and some gateways send them empty: an empty one takes nothing back. */
function addToolCall(calls: readonly ToolCall[], delta: ToolCallDelta): readonly ToolCall[] {
  const found = calls.findIndex((call) => call.index === delta.index);
  const before = calls[found];
  const id = delta.id || before?.id;
  const name = delta.name || before?.name;
  if (before && delta.arguments === '' && id === before.id && name === before.name) return calls;

  const next = calls.slice();
  next[before ? found : calls.length] = {
    index: delta.index,
    id,
    name,
    arguments: (before?.arguments ?? '') + delta.arguments,
  };
  return next;
}

/** No server answers with so many choices; an array that has to be filled up to a hostile index would be the harm. */
const MAX_CHOICE = 9_999;

function withChoice(completion: Completion, index: number, choice: Choice): Completion {
  if (!Number.isInteger(index) || index < 0 || index > MAX_CHOICE) {
    throw new ApiError({ type: 'invalid_frame', origin: 'protocol', message: `${String(index)} is no index of a choice.` });
  }
  const choices = completion.choices.slice();
  while (choices.length < index) choices.push(emptyChoice);
  choices[index] = choice;

  const own = index === 0 ? choice : completion;
  return {
    id: completion.id,
    model: completion.model,
    usage: completion.usage,
    text: own.text,
    reasoning: own.reasoning,
    refusal: own.refusal,
    toolCalls: own.toolCalls,
    citations: own.citations,
    media: own.media,
    finishReason: own.finishReason,
    rawFinishReason: own.rawFinishReason,
    choices,
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
