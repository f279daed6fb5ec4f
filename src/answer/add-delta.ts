import { ApiError } from '../errors/api-error.js';
import { type Choice, type Completion, emptyChoice, emptyCompletion, type ToolCall } from './completion.js';
import type { Delta, ToolCallDelta, Usage } from './delta.js';
import { growText } from './grow-text.js';

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
      const base = hasOutput(completion) || completion.otherChoices.some(hasOutput) ? completion : emptyCompletion;
      const { id = base.id, model = base.model } = delta;
      const isNews = id !== completion.id || model !== completion.model || base !== completion;
      return isNews ? { ...base, id, model } : completion;
    }
    case 'usage': {
      const usage = mergeUsage(completion.usage, delta.usage);
      return usage === completion.usage ? completion : { ...completion, usage };
    }
    case 'text':
    case 'reasoning':
    case 'refusal':
    case 'tool-call':
    case 'citation':
    case 'media':
    case 'finish':
      return delta.choice === 0 ? addToChoice(completion, delta, copyCompletion) : addToOther(completion, delta);
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

type ChoiceDelta = Exclude<Delta, { type: 'start' | 'usage' }>;

function addToChoice<C extends Choice>(choice: C, delta: ChoiceDelta, copy: (choice: C) => Writable<C>): C {
  const next: Writable<Choice> = copy(choice);
  switch (delta.type) {
    case 'text': // by its own name, which costs less than a computed one
      if (delta.text === '') return choice;
      next.text = growText(next.text, delta.text);
      return next as C;
    case 'reasoning':
    case 'refusal':
      if (delta.text === '') return choice;
      next[delta.type] = growText(next[delta.type], delta.text);
      return next as C;
    case 'tool-call':
      next.toolCalls = addToolCall(choice.toolCalls, delta);
      return next.toolCalls === choice.toolCalls ? choice : (next as C);
    case 'citation':
      next.citations = [...choice.citations, delta.citation];
      return next as C;
    case 'media':
      next.media = [...choice.media, { mediaType: delta.mediaType, data: delta.data }];
      return next as C;
    case 'finish':
      next.finishReason = delta.reason;
      next.rawFinishReason = delta.raw;
      return delta.reason === choice.finishReason && delta.raw === choice.rawFinishReason ? choice : (next as C);
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
    arguments: growText(before?.arguments ?? '', delta.arguments),
  };
  return next;
}

/** No server answers with so many choices; an array that has to be filled up to a hostile index would be the harm. */
const MAX_CHOICE = 9_999;

function addToOther(completion: Completion, delta: ChoiceDelta): Completion {
  if (!Number.isInteger(delta.choice) || delta.choice < 1 || delta.choice > MAX_CHOICE) {
    throw new ApiError({ type: 'invalid_frame', origin: 'protocol', message: `${String(delta.choice)} is no index of a choice.` });
  }
  const place = delta.choice - 1;
  const before = completion.otherChoices[place] ?? emptyChoice;
  const after = addToChoice(before, delta, copyChoice);
  if (after === before) return completion;

  const otherChoices = completion.otherChoices.slice();
  while (otherChoices.length < place) otherChoices.push(emptyChoice);
  otherChoices[place] = after;
  return { ...completion, otherChoices };
}

// Field by field: a spread costs several times as much, and a copy is made for every piece of text.
function copyCompletion(completion: Completion): Completion {
  return {
    id: completion.id,
    model: completion.model,
    usage: completion.usage,
    text: completion.text,
    reasoning: completion.reasoning,
    refusal: completion.refusal,
    toolCalls: completion.toolCalls,
    citations: completion.citations,
    media: completion.media,
    finishReason: completion.finishReason,
    rawFinishReason: completion.rawFinishReason,
    otherChoices: completion.otherChoices,
  };
}

function copyChoice(choice: Choice): Choice {
  return {
    text: choice.text,
    reasoning: choice.reasoning,
    refusal: choice.refusal,
    toolCalls: choice.toolCalls,
    citations: choice.citations,
    media: choice.media,
    finishReason: choice.finishReason,
    rawFinishReason: choice.rawFinishReason,
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
