import type { Delta, FinishReason, Usage } from '../../index.js';
import type { ScriptedToolCall } from '../answer.js';
import { type Check, type FieldChecks, isObject, isText, need, needFields } from './need-fields.js';

const finishReasons = {
  stop: true, length: true, 'tool-calls': true, 'content-filter': true, refusal: true, pause: true, other: true,
} satisfies Record<FinishReason, true>;

/** A finish reason that a script may give. */
export const finishCheck: readonly [Check, string] = [
  (value) => isText(value) && Object.hasOwn(finishReasons, value),
  `one of ${Object.keys(finishReasons).join(', ')}`,
];

const isCount: Check = (value) => Number.isInteger(value) && Number(value) >= 0;
const counts = {
  inputTokens: isCount, outputTokens: isCount, reasoningTokens: isCount, cachedReadTokens: isCount, cachedWriteTokens: isCount,
} satisfies Record<keyof Usage, Check>;

/** Token counts that a script may give. */
export const usageCheck: readonly [Check, string] = [
  (value) => isObject(value) && Object.entries(value).every(([name, count]) => count === undefined || (Object.hasOwn(counts, name) && isCount(count))),
  `whole numbers from 0 for some of ${Object.keys(counts).join(', ')}`,
];

const text: readonly [Check, string] = [isText, 'a string'];
const index: readonly [Check, string] = [isCount, 'a whole number from 0'];
const something: readonly [Check, string] = [(value) => value !== undefined, 'given'];
const said = { type: text, choice: index };

/** What a tool call of a script may have. */
const callFields = {
  name: text,
  arguments: [(value: unknown) => isText(value) || (typeof value === 'object' && value !== null), 'an object, or text'],
  id: text,
} satisfies Record<keyof ScriptedToolCall, readonly [Check, string]>;

/** What each kind of delta may have; what it must have stands in `needed`. */
const fields: Readonly<Record<Delta['type'], FieldChecks>> = {
  start: { type: text, id: text, model: text },
  text: { ...said, text },
  reasoning: { ...said, text },
  refusal: { ...said, text },
  'tool-call': { ...said, index, id: text, name: text, arguments: text },
  citation: { ...said, citation: something },
  media: { ...said, mediaType: text, data: text },
  usage: { type: text, usage: usageCheck },
  finish: { ...said, reason: finishCheck, raw: text },
};

const needed: Readonly<Record<Delta['type'], readonly string[]>> = {
  start: [],
  text: ['text'],
  reasoning: ['text'],
  refusal: ['text'],
  'tool-call': ['index', 'arguments'],
  citation: ['citation'],
  media: ['mediaType', 'data'],
  usage: ['usage'],
  finish: ['reason'],
};

/** @throws TypeError that names the first bad call, its field and what was expected. */
export function checkCalls(calls: readonly unknown[], name: string): void {
  for (const [place, call] of calls.entries()) {
    const callName = `${name}: toolCalls[${String(place)}]`;
    needFields(call, callFields, callName);
    need((call as Partial<ScriptedToolCall>).name !== undefined, callName, 'name is missing');
  }
}

/** @throws TypeError that names the first bad delta, its field and what was expected. */
export function checkDeltas(deltas: readonly unknown[], name: string): void {
  for (const [place, delta] of deltas.entries()) {
    const deltaName = `${name}: deltas[${String(place)}]`;
    const type = isObject(delta) ? (delta as { type?: unknown }).type : undefined;
    need(isText(type) && Object.hasOwn(fields, type), deltaName, `type must be one of ${Object.keys(fields).join(', ')}`);
    needFields(delta, fields[type as Delta['type']], deltaName);
    for (const field of needed[type as Delta['type']]) {
      need((delta as Record<string, unknown>)[field] !== undefined, deltaName, `${field} is missing`);
    }
  }
}
