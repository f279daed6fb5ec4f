import { EMPTY_ARGUMENTS } from '../../answer/begins-anew.js';
import { jsonText } from '../../json/json-text.js';
import { isNothing, isObject, type PayloadObject } from '../../payload-object.js';
import { idIn, textIn, thoughtIn } from '../wire-text.js';

/** The channels of an answer, each with a text of its own. Raw reasoning and its summary count their parts apart. */
export type Channel = 'text' | 'refusal' | 'reasoning' | 'summary' | 'arguments';

export type Said = Readonly<Record<Channel, string>>;

/** Items of one kind may stand for each other: some servers speak of a custom tool with the events of a function. */
export function kindOf({ type }: { readonly type?: unknown }): unknown {
  return type === 'custom_tool_call' ? 'function_call' : type;
}

/** The id that results of a call name. The id of the item stands in where a server sends no other. */
export function callIdOf({ call_id: callId, id }: PayloadObject): string | undefined {
  return idIn(callId) ?? idIn(id);
}

/** The id of an item; vLLM leaves it out of the finished one, and puts it under the name that events have for it. */
export function itemIdOf({ id, item_id: itemId }: PayloadObject): string | undefined {
  return idIn(id) ?? idIn(itemId);
}

/** What an item says, wherever in it that stands. */
export function saidBy(item: PayloadObject): Said {
  const isMessage = item.type === 'message';
  return {
    text: isMessage ? spokenIn(item.content) : '',
    refusal: isMessage ? objectsIn(item.content).map(({ type, refusal }) => (type === 'refusal' ? textIn(refusal) : '')).join('') : '',
    reasoning: item.type === 'reasoning' ? thoughtIn(item.content) : '',
    summary: item.type === 'reasoning' ? thoughtIn(item.summary) : '',
    arguments: kindOf(item) === 'function_call' ? argumentsIn(item) : '',
  };
}

/** An item as it begins. A call may begin with an empty object in the place of its arguments, which come later. */
export function asBegun(item: PayloadObject): PayloadObject {
  const { arguments: json } = item;
  const isEmpty = json === EMPTY_ARGUMENTS || (isObject(json) && isNothing(json));
  return kindOf(item) === 'function_call' && isEmpty ? { ...item, arguments: '' } : item;
}

/** All of it, as one text. */
export function allSaid({ summary, reasoning, text, refusal, arguments: json }: Said): string {
  return summary + reasoning + text + refusal + json;
}

/** The arguments of a call. Some gateways send them already parsed. */
export function argumentsIn({ arguments: json, input }: PayloadObject): string {
  return stringIn(json) ?? stringIn(input) ?? [json, input].filter(isObject).map(jsonText).find((text) => text !== undefined) ?? '';
}

/** What the content of a message says: one text, or parts, those that a gateway names in its own way among them. */
function spokenIn(content: unknown): string {
  if (!Array.isArray(content)) return textIn(content);
  let text = '';
  for (const part of content as readonly unknown[]) if (!isObject(part) || part.type === undefined || textTypes.has(part.type)) text += textIn(part);
  return text;
}

/** The types of parts that are text to be read: OpenAI's, and what gateways make of it. */
export const textTypes: ReadonlySet<unknown> = new Set(['output_text', 'text']);

/** The objects in a list, where it is one. */
export function objectsIn(value: unknown): readonly PayloadObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A text that says something. */
export function stringIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * How what is stated in full relates to what has come of it: nothing, its beginning, the same, or something else. `stated`: all that
 * has come has been stated by such an event before.
 */
export type Fit = 'nothing' | 'stated' | 'begun' | 'same' | 'other';

/** Blanks at the ends are looked for where no more of them are missing, so that a short statement costs little after a long text. */
const MAX_BLANKS = 256;

/** Servers trim what they state in full, so blanks at both ends do not count. */
export function fitOf(known: string, stated: string): Fit {
  if (known === '') return 'nothing';
  const isNear = Math.abs(known.length - stated.length) <= MAX_BLANKS;
  if (isNear && (known === stated || known.trim() === stated.trim())) return 'same';
  return stated.startsWith(known) ? 'begun' : 'other';
}
