import assert from 'node:assert/strict';

import { ApiError } from '../../src/errors/api-error.js';
import { cutAny } from './cut.js';
import type { Reply } from './replies.js';

/** One request that was made, and what has become of its body: as long as it is `open` a socket is held. */
export interface Request {
  readonly reply: Reply;
  readonly signal: AbortSignal;
  /** Whether an earlier request still held its socket when this one was made. */
  readonly isCrowded: boolean;
  body: 'none' | 'open' | 'ended' | 'cancelled';
}

const unreadable = new Proxy({}, { get: () => assert.fail('unreadable'), has: () => assert.fail('unreadable'), ownKeys: () => assert.fail('unreadable') });

/** What a connection fails with: the platform's own errors, and what no one should throw. */
const reasons: readonly unknown[] = [
  Object.assign(new TypeError('terminated'), { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) }),
  Object.assign(new Error('incorrect header check'), { code: 'Z_DATA_ERROR' }),
  new DOMException('This operation was aborted', 'AbortError'),
  new DOMException('The operation timed out', 'TimeoutError'),
  new ApiError({ type: 'overloaded_error', origin: 'transport', message: 'own' }),
  new ApiError({ type: 'invalid_request', origin: 'transport', message: 'own' }),
  Object.assign(new Error('loop'), { get cause() { return this; } }),
  { code: 7, cause: 'text', name: null, message: { toString: null } },
  Object.freeze({ __proto__: null, code: 'ECONNREFUSED' }),
  'text', '', 0, null, undefined, Symbol('reason'), unreadable, () => undefined,
];

/** What this reply fails with. */
export function reasonOf({ reason }: Reply): unknown {
  return reasons[reason % reasons.length];
}

const strangers: readonly unknown[] = [null, 7, {}, [], new ArrayBuffer(4), { byteLength: 3 }, new Date(0), unreadable, () => undefined];

/** The chunks of the body, as the client hands them on. */
export function chunksOf({ body, sizes, stranger }: Reply): readonly Uint8Array[] {
  const chunks = cutAny(body, sizes);
  return stranger === null ? chunks : [...chunks, strangers[stranger % strangers.length] as Uint8Array];
}

/** A client whose servers do as the replies say, the last one for ever. */
export class ScriptedClient {
  readonly requests: Request[] = [];
  readonly #replies: readonly Reply[];
  readonly #onChunk: () => void;

  constructor(replies: readonly Reply[], onChunk: () => void) {
    this.#replies = replies;
    this.#onChunk = onChunk;
  }

  readonly open = (signal: AbortSignal): Promise<Response> => {
    const reply = this.#replies[Math.min(this.requests.length, this.#replies.length - 1)];
    assert.ok(reply !== undefined);
    const request: Request = { reply, signal, isCrowded: this.requests.some(({ body }) => body === 'open'), body: 'none' };
    this.requests.push(request);
    switch (reply.opening) {
      case 'answers':
      case 'used':
        return Promise.resolve(this.#respond(request));
      case 'refuses':
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever a client may reject with
        return Promise.reject(reasonOf(reply));
      case 'throws':
        throw reasonOf(reply);
      case 'never':
        return new Promise((_resolve, reject) => { signal.addEventListener('abort', () => { reject(signal.reason as Error); }); });
      case 'late':
        return new Promise((resolve) => { signal.addEventListener('abort', () => { resolve(this.#respond(request)); }); });
      case 'nothing':
        return Promise.resolve(undefined as unknown as Response);
    }
  };

  #respond(request: Request): Response {
    const { status, contentType, headers, opening } = request.reply;
    const all: [string, string][] = headers.map(([name, value]) => [name, value]);
    if (contentType.value !== undefined) all.push(['content-type', contentType.value]);
    const response = new Response([204, 205, 304].includes(status) ? null : this.#body(request), { status, headers: all });
    if (opening === 'used') response.body?.getReader();
    return response;
  }

  /** Gives one chunk each time it is asked, so that a reset loses nothing that came before it. */
  #body(request: Request): ReadableStream<Uint8Array> {
    const { end, opening, reason } = request.reply;
    const chunks = chunksOf(request.reply);
    let turn = 0;
    if (opening !== 'used') request.body = 'open';
    return new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          const chunk = chunks[turn];
          turn += 1;
          this.#onChunk();
          if (request.body === 'cancelled') return;
          if (turn <= chunks.length) controller.enqueue(chunk as Uint8Array);
          else if (end !== 'silence') {
            request.body = 'ended';
            if (end === 'clean') controller.close();
            else controller.error(reasonOf(request.reply));
          }
        },
        cancel: () => {
          request.body = 'cancelled';
          if (reason % 3 === 0) throw new TypeError('It will not be cancelled.');
        },
      },
      { highWaterMark: 0 },
    );
  }
}
