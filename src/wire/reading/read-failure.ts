import { map, type Observable } from 'rxjs';

import type { ApiError } from '../../errors/api-error.js';
import { readError } from '../../errors/reading/find-error.js';
import { toApiError } from '../../errors/to-api-error.js';
import { placeOf } from '../opening/endpoint.js';
import { failurePayload } from './failure-payload.js';
import { failureText } from './failure-text.js';
import type { ReadResponse } from './read-response.js';
import { isRedirect, redirectError } from './redirect.js';

/** Emits the error that a response of a failed status is, with as much of its body as came within the bounds. */
export function readHttpFailure(response: ReadResponse, secrets: readonly string[]): Observable<ApiError> {
  return failureText(response).pipe(
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
