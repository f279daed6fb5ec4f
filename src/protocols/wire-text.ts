import { jsonText } from '../json/json-text.js';
import { isNothing, isObject } from '../payload-object.js';
import { orNothing, type Schema, string } from './schema/schema.js';

/** Where objects that wrap a text have it. */
const textKeys = ['text', 'content', 'value'];
const thoughtKeys = ['thinking', 'reasoning', 'summary', 'reasoningText', ...textKeys];

const MAX_DEPTH = 8;

/**
 * The text in a value: itself, or what an object or a list of parts wraps. `''` where there is none.
 * Bedrock behind Envoy sends `{"text": "..."}` (envoyproxy/ai-gateway#1222), Mistral lists of parts.
 */
export function textIn(value: unknown): string {
  return unwrapped(value, textKeys, 0);
}

/** The same of a thought, which wrappers call by more names. */
export function thoughtIn(value: unknown): string {
  return unwrapped(value, thoughtKeys, 0);
}

/** Whether a value that stands in the place of a text would be lost, because it can be read as none. */
export function isNoText(value: unknown): boolean {
  return typeof value === 'number' || value === true;
}

/** A text, or what wraps one: an object, or a list of parts. The type is the vendor's own, for only a gateway sends anything else. */
export const wrappedText: Schema<string> = orNothing((value) => (typeof value === 'object' && value !== null ? undefined : string(value)));

/** A piece of JSON text: itself, or what some gateways have parsed already. An object without fields is what such a gateway begins with. */
export function jsonIn(value: unknown): string {
  if (typeof value === 'string') return value;
  return isObject(value) && !isNothing(value) ? (jsonText(value) ?? '') : '';
}

/** An id of an answer, an item or a call. Some gateways number their calls (anomalyco/opencode#19947). One of any other type is none. */
export function idIn(id: unknown): string | undefined {
  if (typeof id === 'number') return String(id);
  return typeof id === 'string' && id !== '' ? id : undefined;
}

function unwrapped(value: unknown, keys: readonly string[], depth: number): string {
  if (typeof value === 'string') return value;
  if (depth === MAX_DEPTH) return '';
  if (Array.isArray(value)) return value.map((part) => unwrapped(part, keys, depth + 1)).join('');
  if (!isObject(value)) return '';
  for (const key of keys) {
    const text = Object.hasOwn(value, key) ? unwrapped(value[key], keys, depth + 1) : '';
    if (text !== '') return text;
  }
  return '';
}
