import { catchError, defer, EMPTY, map, type Observable, reduce, takeUntil, takeWhile, timer } from 'rxjs';

import { ApiError } from '../../errors/api-error.js';
import { findError, readError } from '../../errors/reading/find-error.js';
import { requestIdOf } from '../../errors/request-id.js';
import { toApiError } from '../../errors/to-api-error.js';
import { parseJson } from '../../json/json-text.js';
import { failurePayload } from './failure-payload.js';
import { readBody } from './read-body.js';

/** An error body is read this far and no further; then it is cancelled. */
const MAX_BODY_BYTES = 65_536;
/** And no longer than this: some servers never end it. */
const MAX_BODY_MS = 5_000;

/** Emits the error that a response of a failed status is, with as much of its body as came within the bounds. */
export function readHttpFailure(response: Response, secrets: readonly string[]): Observable<ApiError> {
  return readText(response).pipe(
    map((text) => {
      const raw = failurePayload(text);
      return toApiError(readError(raw), { origin: 'http', raw, status: response.status, headers: response.headers, secrets });
    }),
  );
}

/**
 * Emits the error that a response is whose status is fine and whose body is no event stream: the error in its JSON
 * where there is one, else `unexpected_content`.
 */
export function readWrongContent(response: Response, contentType: string, secrets: readonly string[]): Observable<ApiError> {
  return readText(response).pipe(
    map((text) => {
      const raw = (isJson(contentType) ? parseJson(text) : undefined) ?? text;
      const found = isJson(contentType) ? findError(raw) : undefined;
      if (found) return toApiError(found, { origin: 'http', raw, status: response.status, headers: response.headers, secrets });
      return new ApiError({
        type: 'unexpected_content',
        origin: 'protocol',
        message: `Expected text/event-stream, got ${contentType}.`,
        status: response.status,
        requestId: requestIdOf(response.headers),
        raw,
        secrets,
      });
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

function isJson(contentType: string): boolean {
  return /^[\w.-]+\/(?:[\w.-]+\+)?json\b/i.test(contentType);
}
