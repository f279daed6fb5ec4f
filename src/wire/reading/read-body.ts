import { Observable } from 'rxjs';

import { toTransportError } from '../opening/transport-error.js';
import { asChunk, notBytes } from '../parsing/chunk.js';
import { type BodyChunks, giveUp, openBody } from './body-chunks.js';
import type { Exchange } from './exchange.js';
import type { ReadResponse } from './read-response.js';

/**
 * The bytes or the text of a response, chunk by chunk, as they arrive; none for a response without a body.
 *
 * A failed read is an `ApiError` of origin `transport`, and a chunk that is neither bytes nor text one of origin `protocol`.
 * Unsubscribing cancels the body at once: `from(stream)` would wait for a next chunk that may never come. Behind a whole answer it is drained.
 *
 * @param demand whether somebody waits for what the next chunk holds; none is read while nobody does. Default: somebody always does.
 */
export function readBody(
  response: ReadResponse,
  context: Partial<Exchange> = {},
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
    let goOn: (() => void) | undefined;
    if (demand !== undefined) {
      const want = (wanted: boolean): void => {
        isWanted = wanted;
        if (wanted) goOn?.();
      };
      // One subscription for all chunks: with one for each chunk a pulled frame cost a third more.
      subscriber.add(demand.subscribe({ next: want, error: fail, complete: () => { want(true); } }));
    }

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
      if (context.isWhole) context.drain?.(chunks);
      else giveUp(chunks);
    };
  });
}

/** Gives up a response that nobody is going to read. */
export function discardBody(response: ReadResponse): void {
  try {
    giveUp(openBody(response));
  } catch {
    // Nothing holds it then.
  }
}
