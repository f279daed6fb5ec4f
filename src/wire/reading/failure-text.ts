import { catchError, defer, EMPTY, map, type Observable, reduce, takeUntil, takeWhile, timer } from 'rxjs';

import { ChunkDecoder } from '../parsing/decode-text.js';
import { readBody } from './read-body.js';
import type { ReadResponse } from './read-response.js';

/** An error body is read this far and no further; then it is cancelled. */
export const MAX_BODY_BYTES = 65_536;
/** And no longer than this: some servers never end it. */
export const MAX_BODY_MS = 5_000;

/** Emits the body of a response of a failed status as one text, as far as it came within the bounds. It never fails. */
export function failureText(response: ReadResponse): Observable<string> {
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
