import type { HttpRequest } from '@angular/common/http';

import { joined } from './header-pairs.js';

/** What Angular's own backend gives to `fetch`, interceptors having had their say: cache, mode, redirect and so on have the same names. */
export function fetchInit(request: HttpRequest<unknown>, signal: AbortSignal): RequestInit {
  const headers = Object.fromEntries(request.headers.keys().map((name) => [name, joined(request.headers, name)]));
  const contentType = request.headers.has('content-type') ? null : request.detectContentTypeHeader();
  if (contentType !== null) headers['content-type'] = contentType;
  const credentials = request.withCredentials ? 'include' : request.credentials;
  return Object.assign({}, request, { headers, signal, credentials, body: request.serializeBody() });
}
