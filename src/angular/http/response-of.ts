import { HttpErrorResponse, type HttpHeaders, type HttpResponse } from '@angular/common/http';

import type { ResponseLike } from '../../index.js';
import { joined } from './header-pairs.js';

/** What the two kinds of response of `HttpClient` have in common. */
interface Told {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly url: string | null;
  readonly responseType?: ResponseType | undefined;
}

/** A response whose body has come whole: from an interceptor, from `HttpTestingController`, or from a backend that cannot stream. */
export function responseOf(response: HttpResponse<unknown>): ResponseLike {
  return wholeResponse(response, response.body);
}

/**
 * The response that a failure of `HttpClient` stands for, so that the core says what it means.
 *
 * @throws what the request failed with where there was no response, and what is no failure of `HttpClient` as it is.
 */
export function responseOfFailure(failure: unknown): ResponseLike {
  if (!(failure instanceof HttpErrorResponse)) throw failure;
  if (failure.status === 0 && failure.responseType !== 'opaqueredirect') throw transportFailure(failure);
  // The server has sent no failure, so it is one of this side.
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- it is what came
  if (failure.status >= 200 && failure.status <= 299) throw failure;
  return wholeResponse(failure, failure.error);
}

function wholeResponse({ status, headers, url, responseType }: Told, body: unknown): ResponseLike {
  const isText = body === null || typeof body === 'string';
  const text = isText ? (body ?? '') : JSON.stringify(body);
  return {
    ok: status >= 200 && status <= 299,
    status,
    headers: {
      get: (name) => (headers.has(name) ? joined(headers, name) : !isText && name.toLowerCase() === 'content-type' ? 'application/json' : null),
    },
    text: () => Promise.resolve(text),
    url: url ?? '',
    ...(responseType !== undefined && { type: responseType }),
  };
}

/** `fetch` says why in an error of its own. XMLHttpRequest and `HttpTestingController` have no more than an event: then the network failed. */
function transportFailure(failure: HttpErrorResponse): unknown {
  const reason = failure.error as { readonly name?: unknown } | null;
  return typeof reason?.name === 'string' ? reason : new TypeError('Failed to fetch', { cause: failure });
}
