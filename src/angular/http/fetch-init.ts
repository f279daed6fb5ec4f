import type { HttpRequest } from '@angular/common/http';

import { joined } from './header-pairs.js';

/** What Angular's own backend gives to `fetch`, interceptors having had their say. */
export function fetchInit(request: HttpRequest<unknown>, signal: AbortSignal): RequestInit {
  const headers = Object.fromEntries(request.headers.keys().map((name) => [name, joined(request.headers, name)]));
  const contentType = request.headers.has('content-type') ? null : request.detectContentTypeHeader();
  const { method, keepalive, cache, priority, mode, redirect, referrer, integrity, referrerPolicy } = request;
  const credentials = request.withCredentials ? 'include' : request.credentials;
  return {
    method,
    headers: contentType === null ? headers : { ...headers, 'content-type': contentType },
    body: request.serializeBody() as BodyInit | null,
    signal,
    ...given({ credentials, keepalive, cache, priority, mode, redirect, referrer, integrity, referrerPolicy }),
  };
}

/** A field that is there and undefined is a mistake to some platforms. */
function given(fields: Readonly<Record<string, unknown>>): RequestInit {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
