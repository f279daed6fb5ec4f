import { invalidRequest } from '../opening/invalid-request.js';
import { asChunk } from '../parsing/chunk.js';
import type { ReadResponse } from './read-response.js';

/** The chunks of a body, asked for one by one. */
export interface BodyChunks {
  next(): Promise<{ readonly done?: unknown; readonly value?: unknown }>;
  /** Says that nobody wants the rest. What it returns or throws says nothing. */
  cancel(): unknown;
}

/**
 * The chunks of a response, of whatever kind its body is: a web stream, a stream of Node (node-fetch), anything that can be iterated
 * asynchronously, one text or one piece of bytes. A response without a body gives its `text()` (React Native).
 *
 * @throws ApiError `invalid_request` for a body that somebody else reads, or that is of no such kind.
 */
export function openBody(response: ReadResponse, secrets?: readonly string[]): BodyChunks {
  try {
    const { body } = response;
    if (has(body, 'getReader')) return fromReader((body as ReadableStream<unknown>).getReader());
    if (has(body, Symbol.asyncIterator)) return fromIterable(body as AsyncIterable<unknown>);
    const isMissing = body === undefined || body === null;
    // What is neither bytes nor text is refused when it is read.
    if (!isMissing && (typeof body !== 'object' || asChunk(body) !== undefined)) return fromPromise(() => body);
    if (response.text) return fromPromise(() => response.text?.());
    if (isMissing) return fromPromise(() => '');
    throw new TypeError('It is no stream.');
  } catch (cause) {
    throw invalidRequest('The body of the response cannot be read: somebody reads it already, or it is no stream, bytes or text.', { cause, secrets });
  }
}

/** Cancels a body. One that has failed already refuses; there is nothing left to release then. */
export function giveUp(chunks: BodyChunks): void {
  const release = async (): Promise<void> => {
    await chunks.cancel();
  };
  release().catch(() => undefined);
}

function fromReader(reader: ReadableStreamDefaultReader<unknown>): BodyChunks {
  return { next: () => reader.read(), cancel: () => reader.cancel() };
}

/** What a stream of Node has beside its iterator. */
interface NodeStream {
  on?(event: 'error', listener: () => void): void;
  destroy?(): void;
}

function fromIterable(body: AsyncIterable<unknown> & NodeStream): BodyChunks {
  const iterator = body[Symbol.asyncIterator]();
  // An abort makes node-fetch emit an error also when nobody reads any more, and Node would end the process for it.
  body.on?.('error', () => undefined);
  return {
    next: () => iterator.next(),
    cancel: () => {
      // The iterator would first wait for a next chunk, which may never come.
      body.destroy?.();
      return iterator.return?.();
    },
  };
}

/** One chunk. */
function fromPromise(read: () => unknown): BodyChunks {
  let isRead = false;
  return {
    next: async () => {
      if (isRead) return { done: true, value: undefined };
      isRead = true;
      return { done: false, value: await read() };
    },
    cancel: () => undefined,
  };
}

function has(value: unknown, method: string | symbol): boolean {
  return typeof value === 'object' && value !== null && typeof (value as Record<string | symbol, unknown>)[method] === 'function';
}
