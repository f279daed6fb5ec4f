import { invalidRequest } from './invalid-request.js';

/** What a browser has and Node has not. */
interface Page {
  readonly document?: { readonly baseURI?: string } | undefined;
  readonly location?: { readonly href?: string; readonly origin?: string } | undefined;
}

/** Where requests of a protocol go. A `/v1` that the base URL already ends in is not repeated; its query stays. */
export function endpoint(baseUrl: string, path: string): URL {
  const url = parsed(baseUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw invalidRequest('The base URL must be http or https.');
  if (url.username !== '' || url.password !== '') {
    throw invalidRequest('The base URL must not hold credentials; pass the key as apiKey.');
  }
  const base = url.pathname.replace(/\/+$/, '');
  url.pathname = base + (base.endsWith('/v1') && path.startsWith('/v1/') ? path.slice(3) : path);
  return url;
}

/** Whether a page asks a server that is not its own: then a browser may refuse the answer (CORS), and tells nobody why. */
export function isCrossOrigin(url: URL): boolean {
  const { location } = globalThis as Page;
  return location?.origin !== undefined && location.origin !== url.origin;
}

/** A relative URL counts from the page, where there is one. */
function parsed(baseUrl: string): URL {
  const { document, location } = globalThis as Page;
  const page = document?.baseURI ?? location?.href;
  if (typeof (globalThis as { URL?: Partial<typeof URL> }).URL?.canParse !== 'function') {
    throw invalidRequest('This platform has no URL.canParse, which reads the base URL. Load a polyfill of URL, or pass a function that opens the response.');
  }
  if (URL.canParse(baseUrl)) return new URL(baseUrl);
  if (page === undefined || !URL.canParse(baseUrl, page)) {
    throw invalidRequest('The base URL is not a URL. It needs a scheme and a host; only a page takes a relative one.');
  }
  return new URL(baseUrl, page);
}
