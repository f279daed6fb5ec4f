import { findError } from '../../errors/reading/find-error.js';
import { parseJson } from '../../json/json-text.js';
import { SseParser } from '../parsing/sse-events.js';

/** What the body of a failed response holds: its JSON, or the data of the event that it reports the failure in; else its text. */
export function failurePayload(text: string): unknown {
  return parseJson(text) ?? (BEGINS_AS_EVENTS.test(text) ? eventPayload(text) : undefined) ?? text;
}

/** DashScope answers with an id, an event name and a comment before the data (zhengxs2018/ai#12). */
const BEGINS_AS_EVENTS = /^\uFEFF?\s*(?:id|event|data|retry)?:/;

/** The first event in which an error is found, else the first one: a preamble may come before the error. */
function eventPayload(text: string): unknown {
  const payloads: unknown[] = [];
  const parser = new SseParser({
    maxFrameChars: text.length + 2,
    takeEvent: ({ data }) => { payloads.push(parseJson(data) ?? data.trim()); },
    takeStrayLine: () => undefined,
    failTooLarge: () => undefined,
    isStopped: () => false,
  });
  parser.push(text);
  parser.end();
  return payloads.find((payload) => findError(payload) !== undefined) ?? payloads.find((payload) => payload !== '');
}
