import { validateHeaderName, validateHeaderValue } from 'node:http';

import { errorForms } from '../error-forms.js';
import type { Reply } from '../reply.js';
import { checkCalls, checkDeltas, finishCheck, usageCheck } from './check-deltas.js';
import { checkFault } from './check-fault.js';
import { type Check, isListOf, isMs, isObject, isText, need, needFields } from './need-fields.js';

const has = (value: unknown, ...names: string[]): boolean =>
  isObject(value) && names.every((name) => isText((value as Record<string, unknown>)[name]));

/** What each field of a reply must be. */
const fields: Readonly<Record<keyof Reply, readonly [check: Check, expectation: string]>> = {
  text: [(value) => isText(value) || isListOf(isText)(value), 'a string or a list of strings'],
  toolCalls: [Array.isArray, 'a list of calls'],
  deltas: [Array.isArray, 'a list of deltas'],
  finish: finishCheck,
  usage: usageCheck,
  error: [(value) => has(value, 'type', 'message'), 'an object with a type and a message'],
  as: [isForm, `a function or one of ${Object.keys(errorForms).join(', ')}`],
  trailing: [isText, 'a string'],
  status: [(value) => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599, 'a whole number from 200 to 599'],
  events: [isListOf((event) => isText(event) || has(event, 'data')), 'a list of strings or of { event, data }'],
  body: [(value) => isText(value) || ArrayBuffer.isView(value), 'a string or a Uint8Array (an object goes into json)'],
  json: [isJson, 'a value that JSON can express'],
  stream: [(value) => typeof value === 'boolean', 'true or false'],
  headers: [isHeaders, 'valid header names and values'],
  contentType: [(value) => value === null || isText(value), 'a string or null'],
  chunks: [isChunks, "'event', 'whole' or { bytes: a whole number above 0 }"],
  beforeHeadersMs: [isMs, 'milliseconds'],
  betweenChunksMs: [isMs, 'milliseconds'],
  heartbeat: [(value) => value === true || isText(value), 'true or a string'],
  gzip: [(value) => typeof value === 'boolean' || value === 'unlabelled', "true, false or 'unlabelled'"],
  closeDelimited: [(value) => typeof value === 'boolean', 'true or false'],
  fault: [isObject, 'an object'],
  eventIds: [(value) => typeof value === 'boolean', 'true or false'],
  continuations: [isListOf(isObject), 'a list of objects'],
};

/** What a continuation may not have, because the answer says it. */
const saidBefore = ['text', 'toolCalls', 'deltas', 'finish', 'usage', 'as', 'trailing', 'events', 'body', 'json', 'stream', 'eventIds', 'continuations'] as const;

/**
 * Checks a reply before anything depends on it.
 *
 * @param name what the messages call it: `script[2]`.
 * @throws TypeError that names the entry, the field and what was expected.
 */
export function checkReply(reply: unknown, name: string): asserts reply is Reply {
  needFields(reply, fields, name);
  const { status = 200, text, toolCalls, deltas, events, body, json, error, as, stream, gzip, fault } = reply as Reply;
  const said = Object.entries({ [text === undefined ? 'toolCalls' : 'text']: text ?? toolCalls, deltas, events, body, json }).filter(([, value]) => value !== undefined).map(([key]) => key);
  need(said.length < 2, name, `${said.join(' and ')} exclude each other`);
  const kind = said[0] ?? '';
  if (status < 200 || status > 299) {
    need(!['text', 'toolCalls', 'deltas', 'events'].includes(kind), name, `an HTTP ${String(status)} cannot have ${kind}: give it an error, a body or json`);
    need(as === undefined, name, `an HTTP ${String(status)} cannot have as: give it a body or json`);
  }
  need(error === undefined || !['body', 'json'].includes(kind), name, `${kind} and error exclude each other`);
  need(as === undefined || error !== undefined, name, 'as needs an error');
  need(stream !== false || as === undefined, name, 'an error outside of a stream has no as: leave out stream');
  if (toolCalls !== undefined) checkCalls(toolCalls, name);
  if (deltas !== undefined) checkDeltas(deltas, name);
  const beats = fault?.heartbeatMs !== undefined && gzip !== undefined && gzip !== false;
  need(!beats, name, 'gzip and fault.heartbeatMs exclude each other');
  if (fault !== undefined) checkFault(fault, kind === 'text' || kind === 'deltas', `${name}: fault`);
  checkContinuations(reply, name);
}

function checkContinuations({ continuations = [], eventIds, status = 200, stream }: Reply, name: string): void {
  need(eventIds !== true || (status <= 299 && stream !== false), name, 'eventIds needs an answer that is a stream');
  for (const [index, continuation] of continuations.entries()) {
    const each = `${name}: continuations[${String(index)}]`;
    const twice = saidBefore.find((field) => field in continuation);
    need(twice === undefined, each, `${String(twice)} belongs to the answer`);
    checkReply(continuation, each);
    need((continuation.status ?? 200) > 299 || continuation.error === undefined, each, 'an error needs a status that is not 2xx');
  }
}

function isForm(value: unknown): boolean {
  return typeof value === 'function' || (typeof value === 'string' && Object.hasOwn(errorForms, value));
}

function isHeaders(value: unknown): boolean {
  if (!isObject(value)) return false;
  try {
    for (const [name, content] of Object.entries(value)) {
      validateHeaderName(name);
      for (const line of Array.isArray(content) ? content : [content]) {
        if (typeof line !== 'string') return false;
        validateHeaderValue(name, line);
      }
    }
    return true;
  } catch {
    return false;
  }
}

function isJson(value: unknown): boolean {
  try {
    return typeof JSON.stringify(value) === 'string';
  } catch {
    return false;
  }
}

function isChunks(value: unknown): boolean {
  if (value === 'event' || value === 'whole') return true;
  if (!isObject(value)) return false;
  const { bytes } = value as { bytes?: unknown };
  return Number.isInteger(bytes) && Number(bytes) > 0;
}
