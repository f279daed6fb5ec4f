import { catchError, defer, EMPTY, map, type Observable, reduce, takeUntil, takeWhile, timer } from 'rxjs';

import type { ApiError } from '../../errors/api-error.js';
import { readError } from '../../errors/reading/find-error.js';
import { toApiError } from '../../errors/to-api-error.js';
import { failurePayload } from './failure-payload.js';
import { readBody } from './read-body.js';

/** An error body is read this far and no further; then it is cancelled. */
export const MAX_BODY_BYTES = 65_536;
/** And no longer than this: some servers never end it. */
export const MAX_BODY_MS = 5_000;

/** Emits the error that a response of a failed status is, with as much of its body as came within the bounds. */
export function readHttpFailure(response: Response, secrets: readonly string[]): Observable<ApiError> {
  return readText(response).pipe(
    map((text) => {
      const raw = failurePayload(text);
      return toApiError(readError(raw), { origin: 'http', raw, status: response.status, headers: response.headers, secrets });
    }),
  );
}

function readText(response: Response): Observable<string> {
  return defer(() => {
    const decoder = new TextDecoder();
    let roomBytes = MAX_BODY_BYTES;
    return readBody(response).pipe(
      takeWhile((chunk) => (roomBytes -= chunk.byteLength) > 0, true),
      map((chunk) => decoder.decode(roomBytes < 0 ? chunk.subarray(0, roomBytes) : chunk, { stream: true })),
      // What came before a reset still says more than the reset does: the status has already decided.
      catchError(() => EMPTY),
      takeUntil(timer(MAX_BODY_MS)),
      reduce((text, piece) => text + piece, ''),
    );
  });
}
