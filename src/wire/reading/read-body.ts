import { Observable } from 'rxjs';

import { ApiError } from '../../errors/api-error.js';
import { toTransportError } from '../opening/transport-error.js';

/**
 * The bytes of a response, chunk by chunk, as they arrive; none for a response without a body.
 *
 * A failed read is an `ApiError` of origin `transport`. Unsubscribing cancels the body at once: `from(stream)` would wait
 * for a next chunk that may never come.
 */
export function readBody(
  response: Response,
  context: { requestId?: string | undefined; secrets?: readonly string[] | undefined } = {},
): Observable<Uint8Array> {
  return new Observable((subscriber) => {
    if (response.body === null) {
      subscriber.complete();
      return undefined;
    }
    let reader: ReadableStreamDefaultReader<Uint8Array>;
    try {
      reader = response.body.getReader();
    } catch (cause) {
      subscriber.error(unreadable(cause));
      return undefined;
    }

    function pull(): void {
      if (!subscriber.closed) reader.read().then(take, fail);
    }

    function take({ done, value }: ReadableStreamReadResult<Uint8Array>): void {
      if (subscriber.closed) return;
      if (done) {
        subscriber.complete();
        return;
      }
      subscriber.next(value);
      pull();
    }

    function fail(error: unknown): void {
      subscriber.error(toTransportError(error, { phase: 'body', ...context }));
    }

    pull();

    return () => {
      // A body that has failed already refuses to be cancelled; there is nothing left to release then.
      reader.cancel().catch(() => undefined);
    };
  });
}

function unreadable(cause: unknown): ApiError {
  return new ApiError({
    type: 'invalid_request',
    origin: 'transport',
    message: 'The body of the response cannot be read: somebody reads it already, or it is no web ReadableStream.',
    cause,
  });
}
