import type { Protocol } from '../../index.js';
import { writingOf } from '../../serving/index.js';
import type { Reply } from '../reply.js';
import { answerEvents } from './answer-events.js';
import { wholeAnswer } from './whole-answer.js';
import { writeError, writeEvent } from './write-events.js';

/** What a reply says, as raw text or bytes that know where its events end. */
export interface ReplyContent {
  /** Where it is not the status of the reply. */
  readonly status?: number | undefined;
  readonly contentType: string | null;
  readonly events: readonly (string | Uint8Array)[];
  /** How many events stand before the end of `fault.afterText`. */
  readonly eventsToText?: number | undefined;
}

/**
 * @param streams whether the client wants an answer as events.
 * @param id of an answer. Default: that of its `start`.
 * @returns what this reply says to a client of this protocol, without its heartbeat and its trailing text.
 * @throws TypeError if the answer cannot be said so, or does not have the text after which its fault comes.
 */
export function replyContent(reply: Reply, protocol: Protocol, streams: boolean, id?: string): ReplyContent {
  const content = contentOf(reply, protocol, streams, id);
  if (reply.eventIds !== true || content.contentType !== 'text/event-stream') return content;
  return { ...content, events: content.events.map((event, index) => Buffer.concat([Buffer.from(`id: ${String(index + 1)}\n`), Buffer.from(event)])) };
}

function contentOf(reply: Reply, protocol: Protocol, streams: boolean, id: string | undefined): ReplyContent {
  const { status = 200, body, json, events, text, toolCalls, deltas, error, as, fault } = reply;
  const failed = status < 200 || status > 299;
  if (body !== undefined) return { contentType: failed ? 'text/plain' : 'text/event-stream', events: splitEvents(body) };
  if (json !== undefined) return jsonContent(json);
  if (failed) return error === undefined ? { contentType: null, events: [] } : jsonContent(writingOf(protocol).errorBody(error));
  if (events !== undefined) {
    const late = error === undefined ? [] : writeError(error, as, writingOf(protocol).openWriter({ imitate: true }));
    return { contentType: 'text/event-stream', events: [...events.map(writeEvent), ...late] };
  }
  if (text === undefined && toolCalls === undefined && deltas === undefined && error === undefined) return { contentType: null, events: [] };
  if (streams) return { contentType: 'text/event-stream', ...answerEvents(reply, protocol, fault?.afterText, id) };
  if (fault?.afterText !== undefined) throw new TypeError('fault.afterText: the answer is no stream, because the request does not ask for one');
  return error === undefined ? jsonContent(wholeAnswer(reply, protocol, id)) : { ...jsonContent(writingOf(protocol).errorBody(error)), status: 500 };
}

function jsonContent(value: unknown): ReplyContent {
  return { contentType: 'application/json', events: [JSON.stringify(value)] };
}

/**
 * Cuts a raw body behind every blank line, in any of the three line ends.
 *
 * @returns the pieces, which join to the same bytes.
 */
function splitEvents(body: string | Uint8Array): Uint8Array[] {
  const bytes = Buffer.from(body);
  // Latin-1 keeps one character per byte, so that positions in the text are positions in the bytes.
  const ends = [...bytes.toString('latin1').matchAll(/\r\n\r\n|\n\n|\r\r/g)].map((blank) => blank.index + blank[0].length);
  return [0, ...ends]
    .map((start, index) => bytes.subarray(start, ends[index] ?? bytes.length))
    .filter((piece) => piece.length > 0);
}
