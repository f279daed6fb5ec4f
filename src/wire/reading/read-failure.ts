import { catchError, defer, EMPTY, map, type Observable, reduce, takeUntil, takeWhile, timer } from 'rxjs';

import type { ApiError } from '../../errors/api-error.js';
import { readError } from '../../errors/reading/find-error.js';
import { toApiError } from '../../errors/to-api-error.js';
import { placeOf } from '../opening/endpoint.js';
import { ChunkDecoder } from '../parsing/decode-text.js';
import { failurePayload } from './failure-payload.js';
import { readBody } from './read-body.js';
import type { ReadResponse } from './read-response.js';
import { isRedirect, redirectError } from './redirect.js';

/** An error body is read this far and no further; then it is cancelled. */
export const MAX_BODY_BYTES = 65_536;
/** And no longer than this: some servers never end it. */
export const MAX_BODY_MS = 5_000;

/** Emits the error that a response of a failed status is, with as much of its body as came within the bounds. */
export function readHttpFailure(response: ReadResponse, secrets: readonly string[]): Observable<ApiError> {
  return readText(response).pipe(
    map((text) => {
      const raw = failurePayload(text);
      if (isRedirect(response)) return redirectError(response, raw, secrets);
      const found = readError(raw);
      const place = typeof raw === 'string' ? placeOf(response.url) : undefined;
      // No API says it so: a page, or nothing, comes from a wrong address.
      const message = place && `${found.message ?? 'No message'} (HTTP ${String(response.status)} from ${place})`;
      return toApiError(message === undefined ? found : { ...found, message }, { origin: 'http', raw, status: response.status, headers: response.headers, secrets });
    }),
  );
}

function readText(response: ReadResponse): Observable<string> {
  return defer(() => {
    const decoder = new ChunkDecoder();
    let room = MAX_BODY_BYTES;
    return readBody(response).pipe(
      takeWhile((chunk) => (room -= chunk.length) > 0, true),
      map((chunk) => decoder.decode(room < 0 ? chunk.slice(0, room) : chunk)),
      // What came before a reset still says more than the reset does: the status has already decided.
      catchError(() => EMPTY),
      takeUntil(timer(MAX_BODY_MS)),
      reduce((text, piece) => text + (text === '' ? piece.replace(/^\uFEFF/, '') : piece), ''),
    );
  });
}
