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
  /** What arrives of the body, one TCP write each; where the reply stalls, what arrives before that. */
  readonly chunks: readonly Uint8Array[];
  /** What a reply that stalls has still to say if it is resumed. */
  readonly chunksBehindStall: readonly Uint8Array[];
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
 * @param streams whether the client wants an answer as events, which the reply itself may overrule.
 * @param id of an answer. Default: that of its `start`.
 * @throws TypeError if the fault names a place that the body does not have, or the answer cannot be said without a stream.
 */
export function planReply(reply: Reply, protocol: Protocol, streams = true, id?: string): ReplyPlan {
  const { gzip = false, closeDelimited = false, beforeHeadersMs = 0, betweenChunksMs = 0, fault } = reply;
  const content = replyContent(reply, protocol, reply.stream ?? streams, id);
  const beat = reply.heartbeat === undefined ? '' : heartbeatText(reply);
  const events = content.events.map((event) => Buffer.concat([Buffer.from(beat), Buffer.from(event)]));
  const body = Buffer.concat([...events, Buffer.from(reply.trailing ?? '')]);
  const sizes = events.map(({ length }) => length);
  const arriving = fault === undefined ? body.length : faultByte(fault, sizes, body.length, content.eventsToText);
  const stalls = fault?.kind === 'stall';
  const arrived = cut(body.subarray(0, arriving), sizes, reply.chunks);
  const rest = stalls ? cut(body.subarray(arriving), sizesFrom(arriving, sizes), reply.chunks) : [];
  const isWhole = stalls || (arriving === body.length && fault?.kind !== 'end');
  const chunks = gzip === false ? [...arrived, ...rest] : gzipChunks([...arrived, ...rest], isWhole);
  const held = stalls ? arrived.length : chunks.length;
  return {
    status: content.status ?? reply.status ?? 200,
    headers: headersOf(reply, content.contentType),
    chunks: chunks.slice(0, held),
    chunksBehindStall: chunks.slice(held),
    closeDelimited,
    beforeHeadersMs,
    betweenChunksMs,
    fault,
    heartbeat: Buffer.from(heartbeatText(reply)),
  };
}

/**
 * Refuses a reply whose fault has a place that its body has in no protocol.
 *
 * @throws TypeError that names the entry and the place.
 */
export function checkPlace(reply: Reply, protocols: readonly Protocol[], name: string): void {
  const { atByte, atEvent, afterText } = reply.fault ?? {};
  if (atByte === undefined && atEvent === undefined && afterText === undefined) return;
  let complaint = '';
  for (const protocol of protocols) {
    try {
      planReply({ ...reply, gzip: false }, protocol);
      return;
    } catch (error) {
      complaint = error instanceof Error ? error.message : String(error);
    }
  }
  throw new TypeError(`${name}: ${complaint}`);
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

/** The sizes of the events behind this byte. The first may be the rest of an event. */
function sizesFrom(byte: number, sizes: readonly number[]): number[] {
  let end = 0;
  return sizes.flatMap((size) => {
    end += size;
    return end > byte ? [Math.min(size, end - byte)] : [];
  });
}

/** @returns the raw text of this reply's heartbeat: a comment, unless the reply has a text of its own. */
function heartbeatText({ heartbeat = true }: Reply): string {
  return heartbeat === true ? ': keep-alive\n\n' : heartbeat;
}
