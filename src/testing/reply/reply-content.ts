import type { Protocol } from '../../index.js';
import type { Reply } from '../reply.js';
import { answerEvents } from './answer-events.js';
import { errorEvents } from './error-events.js';
import { splitEvents } from './split-events.js';
import { writeEvent } from './write-event.js';

/** What a reply says, as raw text or bytes that know where its events end. */
export interface ReplyContent {
  readonly contentType: string | null;
  readonly events: readonly (string | Uint8Array)[];
  /** How many events stand before the end of `fault.afterText`. */
  readonly eventsToText?: number | undefined;
}

/** @returns what this reply says to a client of this protocol, without its heartbeat and its trailing text. */
export function replyContent(reply: Reply, protocol: Protocol): ReplyContent {
  const { status = 200, body, json, events, text, deltas, error, as, fault } = reply;
  const failed = status < 200 || status > 299;
  if (body !== undefined) return { contentType: failed ? 'text/plain' : 'text/event-stream', events: splitEvents(body) };
  if (json !== undefined) return { contentType: 'application/json', events: [JSON.stringify(json)] };
  if (failed) {
    if (error === undefined) return { contentType: null, events: [] };
    return { contentType: 'application/json', events: [JSON.stringify(protocol.errorBody(error))] };
  }
  if (events !== undefined) {
    const late = error === undefined ? [] : errorEvents(error, as, protocol);
    return { contentType: 'text/event-stream', events: [...events.map(writeEvent), ...late] };
  }
  if (text === undefined && deltas === undefined && error === undefined) return { contentType: null, events: [] };
  return { contentType: 'text/event-stream', ...answerEvents(reply, protocol, fault?.afterText) };
}
