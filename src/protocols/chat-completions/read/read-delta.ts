import type { Delta } from '../../../answer/delta.js';
import { isNothing, isObject } from '../../../payload-object.js';
import { isNoText, textIn, thoughtIn } from '../../wire-text.js';
import { type CallFragment, readFragments, readNamed } from '../call-fragment.js';
import { FUNCTION_CALL_INDEX, isSilent } from '../call-numbers.js';
import type { ChatCompletionDelta, DeltaField } from '../payload.js';
import { audioType } from './audio-type.js';
import type { ChoiceState } from './choice-state.js';

/**
 * Reads one field of a delta.
 *
 * @returns what is wrong with it, where it would lose output.
 */
type FieldReader = (value: unknown, choice: ChoiceState, deltas: Delta[], delta: ChatCompletionDelta) => string | undefined;

const addsNothing = 'adds nothing';

/** How each field is read, in the order in which one chunk's fields are told. */
const readers = {
  role: addsNothing,
  // Gateways say the same reasoning under several keys at once. The first that says something is read.
  reasoning_content: (value, choice, deltas) => readThought('reasoning_content', value, choice, deltas),
  reasoning: (value, choice, deltas, delta) =>
    thoughtIn(delta.reasoning_content) === '' ? readThought('reasoning', value, choice, deltas) : undefined,
  reasoning_details(value, choice, deltas, delta) {
    // A list of objects, each with a text, what is encrypted, or neither: anything else is none.
    if (thoughtIn(delta.reasoning_content) + thoughtIn(delta.reasoning) === '') say('reasoning', thoughtIn(value), choice, deltas);
    return undefined;
  },
  content(value, choice, deltas) {
    if (isNoText(value)) return 'content: expected text';
    if (typeof value === 'string') say('text', value, choice, deltas);
    else for (const part of Array.isArray(value) ? value : [value]) readPart(part, choice, deltas);
    return undefined;
  },
  refusal(value, choice, deltas) {
    if (isNoText(value)) return 'refusal: expected text';
    say('refusal', textIn(value), choice, deltas);
    return undefined;
  },
  tool_calls(value, choice, deltas) {
    const fragments = readFragments(value);
    if (typeof fragments === 'string') return fragments;
    for (const [position, fragment] of fragments.entries()) {
      const isTold = tellCall(fragment, choice, deltas, fragments.length > 1 ? position : undefined);
      if (!isTold) return 'tool_calls: too many calls';
    }
    return undefined;
  },
  function_call(value, choice, deltas) {
    if (!isObject(value)) return isNothing(value) ? undefined : 'function_call: expected object';
    const fragment = { ...readNamed(value, 'arguments'), index: FUNCTION_CALL_INDEX, id: undefined };
    return tellCall(fragment, choice, deltas) ? undefined : 'function_call: too many calls';
  },
  audio(value, choice, deltas) {
    if (!isObject(value)) return undefined;
    const { data, transcript } = value;
    if (typeof data === 'string' && data !== '') deltas.push({ type: 'media', mediaType: audioType(value, data), data, choice: choice.index });
    say('text', textIn(transcript), choice, deltas);
    return undefined;
  },
  images(value, choice, deltas) {
    for (const image of Array.isArray(value) ? value : []) readImage(image, choice, deltas);
    return undefined;
  },
  annotations(value, choice, deltas) {
    for (const citation of Array.isArray(value) ? (value as unknown[]) : []) deltas.push({ type: 'citation', citation, choice: choice.index });
    return undefined;
  },
} satisfies Record<DeltaField, FieldReader | typeof addsNothing>;

const inOrder = Object.entries(readers).filter((row): row is [string, FieldReader] => row[1] !== addsNothing);
const readerOf: ReadonlyMap<string, FieldReader> = new Map(inOrder);

/**
 * Reads one choice's delta, field by field.
 *
 * @returns what is wrong with a field, where it would lose output.
 */
export function readDelta(delta: ChatCompletionDelta, choice: ChoiceState, deltas: Delta[]): string | undefined {
  // Nearly every delta has one field that says something. Only those that have several are in need of an order.
  let only: FieldReader | undefined;
  let value: unknown;
  for (const key in delta) {
    if (isAbsent(delta[key])) continue;
    const reader = readerOf.get(key);
    if (reader === undefined) continue;
    if (only !== undefined) return readFields(delta, choice, deltas);
    only = reader;
    value = delta[key];
  }
  return only?.(value, choice, deltas, delta);
}

function readFields(delta: ChatCompletionDelta, choice: ChoiceState, deltas: Delta[]): string | undefined {
  for (const [key, read] of inOrder) {
    const reason = isAbsent(delta[key]) ? undefined : read(delta[key], choice, deltas, delta);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** As `isNothing`, and cheaper: what is left says nothing by itself. */
function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === false;
}

function say(type: 'text' | 'reasoning' | 'refusal', text: string, choice: ChoiceState, deltas: Delta[]): void {
  if (text !== '') deltas.push({ type, text, choice: choice.index });
}

function readThought(key: DeltaField, value: unknown, choice: ChoiceState, deltas: Delta[]): string | undefined {
  if (isNoText(value)) return `${key}: expected text`;
  say('reasoning', thoughtIn(value), choice, deltas);
  return undefined;
}

/** One part of content that comes in parts, as Mistral's does: https://docs.mistral.ai/capabilities/reasoning */
function readPart(part: unknown, choice: ChoiceState, deltas: Delta[]): void {
  if (!isObject(part)) {
    say('text', textIn(part), choice, deltas);
    return;
  }
  say('reasoning', thoughtIn([part['thinking'], part['reasoning']]), choice, deltas);
  say('refusal', textIn(part['refusal']), choice, deltas);
  say(part['type'] === 'thinking' || part['type'] === 'reasoning' ? 'reasoning' : 'text', textIn(part), choice, deltas);
  readImage(part, choice, deltas);
}

function readImage(image: unknown, choice: ChoiceState, deltas: Delta[]): void {
  const place = isObject(image) ? image['image_url'] : undefined;
  const url = isObject(place) ? place['url'] : place;
  const media = typeof url === 'string' ? readDataUrl(url) : undefined;
  if (media !== undefined) deltas.push({ type: 'media', ...media, choice: choice.index });
}

/**
 * Takes a base64 data URL apart.
 *
 * @returns `undefined` for any other URL: a link is no data.
 */
function readDataUrl(url: string): { mediaType: string; data: string } | undefined {
  const comma = url.indexOf(',');
  const head = url.slice(0, Math.max(comma, 0)).toLowerCase();
  if (!head.startsWith('data:') || !head.endsWith(';base64')) return undefined;
  return { mediaType: head.slice('data:'.length, -';base64'.length), data: url.slice(comma + 1) };
}

/** @returns whether the choice can have the call: it cannot where there are more than anybody makes. */
function tellCall(marks: Omit<CallFragment, 'fields'>, choice: ChoiceState, deltas: Delta[], position?: number): boolean {
  if (isSilent(marks)) return true;
  const call = choice.calls.number(marks, position);
  if (call === undefined) return false;
  if (marks.text !== '' || call.id !== undefined || call.name !== undefined) {
    deltas.push({ type: 'tool-call', ...call, arguments: marks.text, choice: choice.index });
  }
  return true;
}
