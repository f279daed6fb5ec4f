import { Observable } from 'rxjs';

import { toTransportError } from '../opening/transport-error.js';
import { asChunk, notBytes } from '../parsing/chunk.js';
import { type BodyChunks, openBody } from './body-chunks.js';
import type { ReadResponse } from './read-response.js';

/**
 * The bytes or the text of a response, chunk by chunk, as they arrive; none for a response without a body.
 *
 * A failed read is an `ApiError` of origin `transport`, and a chunk that is neither bytes nor text one of origin `protocol`.
 * Unsubscribing cancels the body at once: `from(stream)` would wait for a next chunk that may never come.
 *
 * @param demand whether somebody waits for what the next chunk holds; none is read while nobody does. Default: somebody always does.
 */
export function readBody(
  response: ReadResponse,
  context: { requestId?: string | undefined; secrets?: readonly string[] | undefined } = {},
  demand?: Observable<boolean>,
): Observable<Uint8Array | string> {
  return new Observable((subscriber) => {
    // Alone: as long as the body is read, nobody keeps the response for it.
    const { url } = response;
    const fail = (error: unknown): void => {
      const { requestId, secrets } = context;
      subscriber.error(toTransportError(error, { phase: 'body', url, requestId, secrets }));
    };
    let chunks: BodyChunks;
    try {
      chunks = openBody(response, context.secrets);
    } catch (error) {
      fail(error);
      return undefined;
    }

    let isWanted = demand === undefined;
    let goOn = (): void => undefined;
    const want = (wanted: boolean): void => {
      isWanted = wanted;
      if (wanted) goOn();
    };
    // One subscription for all chunks: with one for each chunk a pulled frame cost a third more.
    subscriber.add(demand?.subscribe({ next: want, error: fail, complete: () => { want(true); } }));

    async function readAll(): Promise<void> {
      for (;;) {
        if (!isWanted) await new Promise<void>((resolve) => { goOn = resolve; });
        if (subscriber.closed) return;
        const { done, value } = await chunks.next();
        if (done === true) {
          subscriber.complete();
          return;
        }
        const chunk = asChunk(value);
        if (chunk === undefined) throw notBytes(value);
        subscriber.next(chunk);
      }
    }

    readAll().catch(fail);
    return () => {
      cancel(chunks);
    };
  });
}

/** Gives up a response that nobody is going to read. */
export function discardBody(response: ReadResponse): void {
  try {
    cancel(openBody(response));
  } catch {
    // Nothing holds it then.
  }
}

/** A body that has failed already refuses to be cancelled; there is nothing left to release then. */
function cancel(chunks: BodyChunks): void {
  const release = async (): Promise<void> => {
    await chunks.cancel();
  };
  release().catch(() => undefined);
}
