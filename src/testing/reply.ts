import type { WireEvent } from '../serving/index.js';
import type { Answer } from './answer.js';
import type { Fault } from './fault.js';
import type { SeenRequest } from './seen-request.js';

/**
 * What the gateway does with one request. What it says is one of: an answer (`text` and `toolCalls`, or `deltas`, and perhaps a late
 * `error`), an HTTP failure (`status` and `error`), raw `events`, a raw `body`, or `json`. Nothing of these is an empty
 * body. The other fields say how it is carried and how it breaks.
 */
export interface Reply extends Answer {
  /** The HTTP status. Default: 200. With one that is not 2xx, `error` is the JSON body, in the form of the protocol. */
  readonly status?: number | undefined;
  /** Raw events: a string is the data of an event without a name. An `error` may follow them. */
  readonly events?: readonly (WireEvent | string)[] | undefined;
  /** The body itself, byte for byte. */
  readonly body?: string | Uint8Array | undefined;
  /** The body as JSON. */
  readonly json?: unknown;

  /**
   * Whether an answer goes out as events; else it is the protocol's whole JSON object, or for its `error` the JSON body of an
   * HTTP 500. Default: as the body of the request asks. `false` is a gateway that ignores `stream: true`.
   */
  readonly stream?: boolean | undefined;
  /** Response headers, over the gateway's own. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>> | undefined;
  /**
   * The `content-type`; `null` sends none. Default: `text/event-stream` for an answer, for events and for a 2xx `body`;
   * `application/json` for `json` and for HTTP failures; `text/plain` for any other `body`.
   */
  readonly contentType?: string | null | undefined;
  /** How the body is cut into TCP writes. Default: `event`, one write per event. */
  readonly chunks?: 'event' | 'whole' | { readonly bytes: number } | undefined;
  /** The pause before the response headers, in milliseconds. Default: 0. */
  readonly beforeHeadersMs?: number | undefined;
  /** The pause before every chunk but the first, in milliseconds. Default: 0. */
  readonly betweenChunksMs?: number | undefined;
  /** Raw text before every event. `true` is the comment `: keep-alive`; a protocol's ping goes here as well. */
  readonly heartbeat?: true | string | undefined;
  /** Compresses the body, chunk by chunk. `unlabelled` leaves out the `content-encoding` header. Default: false. */
  readonly gzip?: boolean | 'unlabelled' | undefined;
  /** The body ends where the connection closes: neither chunked nor of a declared length. Default: false. */
  readonly closeDelimited?: boolean | undefined;
  /** How the reply breaks. Default: it does not. */
  readonly fault?: Fault | undefined;

  /**
   * Numbers the events (`id: 1`, 2, 3) and keeps the answer: a later request to the same path that sends one of them as `Last-Event-ID`
   * gets what stands behind it, or a 204 where nothing does. An answer of `responses` with `background: true` is kept without it, and is
   * continued by its id. Default: false.
   */
  readonly eventIds?: boolean | undefined;
  /** What is done with the requests that continue a kept answer, one after the other. Default: each gets all that is missing. */
  readonly continuations?: readonly Continuation[] | undefined;
}

/** How the rest of a kept answer is carried and breaks: as in a reply, but places are counted in the rest. With a `status` that is not 2xx it fails. */
export type Continuation = Pick<
  Reply,
  'status' | 'error' | 'headers' | 'contentType' | 'chunks' | 'beforeHeadersMs' | 'betweenChunksMs' | 'heartbeat' | 'gzip' | 'closeDelimited' | 'fault'
>;

/** Makes a reply from the request that it answers. */
export type ReplyMaker = (request: SeenRequest) => Reply | Promise<Reply>;

/** One entry of a script: a reply, or a function that makes it from the request. */
export type ScriptEntry = Reply | ReplyMaker;
