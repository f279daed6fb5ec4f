import type { OutgoingHttpHeaders } from 'node:http';

import type { Protocol } from '../../index.js';
import type { Fault } from '../fault.js';
import { inChunks } from '../in-chunks.js';
import type { Reply } from '../reply.js';
import { faultByte } from './fault-byte.js';
import { gzipChunks } from './gzip-chunks.js';
import { replyContent } from './reply-content.js';

/** A reply worked out to the byte: what is left is to send it. */
export interface ReplyPlan {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  /** What arrives of the body, one TCP write each. */
  readonly chunks: readonly Uint8Array[];
  readonly closeDelimited: boolean;
  readonly beforeHeadersMs: number;
  readonly betweenChunksMs: number;
  readonly fault: Fault | undefined;
  /** What a stall that has a `heartbeatMs` sends again and again. */
  readonly heartbeat: Uint8Array;
}

/**
 * Works out a reply for a client of this protocol.
 *
 * @throws TypeError if the fault names a place that the body does not have.
 */
export function planReply(reply: Reply, protocol: Protocol): ReplyPlan {
  const { status = 200, gzip = false, closeDelimited = false, beforeHeadersMs = 0, betweenChunksMs = 0, fault } = reply;
  const content = replyContent(reply, protocol);
  const beat = reply.heartbeat === undefined ? '' : heartbeatText(reply);
  const events = content.events.map((event) => Buffer.concat([Buffer.from(beat), Buffer.from(event)]));
  const body = Buffer.concat([...events, Buffer.from(reply.trailing ?? '')]);
  const sizes = events.map(({ length }) => length);
  const arriving = fault === undefined ? body.length : faultByte(fault, sizes, body.length, content.eventsToText);
  const chunks = cut(body.subarray(0, arriving), sizes, reply.chunks);
  const isWhole = arriving === body.length && fault?.kind !== 'end';
  return {
    status,
    headers: headersOf(reply, content.contentType),
    chunks: gzip === false ? chunks : gzipChunks(chunks, isWhole),
    closeDelimited,
    beforeHeadersMs,
    betweenChunksMs,
    fault,
    heartbeat: Buffer.from(heartbeatText(reply)),
  };
}

function headersOf({ headers = {}, contentType, gzip }: Reply, ownType: string | null): OutgoingHttpHeaders {
  const all = new Map<string, string | string[]>();
  const type = contentType === undefined ? ownType : contentType;
  if (type !== null) all.set('content-type', type);
  if (gzip === true) all.set('content-encoding', 'gzip');
  for (const [name, value] of Object.entries(headers)) {
    all.set(name.toLowerCase(), typeof value === 'string' ? value : [...value]);
  }
  return Object.fromEntries(all);
}

function cut(bytes: Uint8Array, events: readonly number[], chunks: Reply['chunks'] = 'event'): Uint8Array[] {
  if (bytes.length === 0) return [];
  if (chunks === 'whole') return [bytes];
  if (chunks !== 'event') return inChunks(bytes, chunks.bytes);
  const pieces: Uint8Array[] = [];
  let start = 0;
  for (const size of [...events, bytes.length]) {
    const piece = bytes.subarray(start, start + size);
    if (piece.length > 0) pieces.push(piece);
    start += size;
  }
  return pieces;
}

/** @returns the raw text of this reply's heartbeat: a comment, unless the reply has a text of its own. */
export function heartbeatText({ heartbeat = true }: Reply): string {
  return heartbeat === true ? ': keep-alive\n\n' : heartbeat;
}
