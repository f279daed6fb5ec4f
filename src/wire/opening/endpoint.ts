import type { ApiError } from '../../errors/api-error.js';
import { invalidRequest } from './invalid-request.js';

/** What a browser has and Node has not. */
interface Page {
  readonly document?: { readonly baseURI?: string } | undefined;
  readonly location?: { readonly href?: string; readonly origin?: string } | undefined;
}

/** Where requests of a protocol go. A `/v1` that the base URL already ends in is not repeated; its query stays. */
export function endpoint(baseUrl: string, path: string, query: Readonly<Record<string, string>> = {}): URL {
  const url = parsed(baseUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw withoutScheme(baseUrl) ?? invalidRequest('baseUrl must begin with http:// or https://.');
  if (url.username !== '' || url.password !== '') {
    throw invalidRequest('baseUrl must not hold credentials: pass the key as apiKey.');
  }
  const base = url.pathname.replace(/\/+$/, '');
  if (base.endsWith(path)) throw invalidRequest(`baseUrl ends in ${path}, which is added here: write ${url.origin}${base.slice(0, -path.length)}`);
  url.pathname = base + (base.endsWith('/v1') && path.startsWith('/v1/') ? path.slice(3) : path);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

/** Scheme, host and path of a URL, for messages: a query may hold a key. */
export function placeOf(url: string | undefined): string | undefined {
  const place = url ? urlIn(url) : undefined;
  return place && place.origin + place.pathname;
}

/** The host in such a place, for the log. */
export function hostIn(place: string | undefined): string | undefined {
  return place?.split('/')[2];
}

/** The error for `api.openai.com/v1` and `localhost:11434`; undefined for what does not begin with a host. */
function withoutScheme(baseUrl: string): ApiError | undefined {
  const found = /^(localhost|(?:[\w-]+\.)+\w+)(:\d+)?(\/[^?#]*)?(?:[?#]|$)/.exec(baseUrl)?.slice(1);
  if (found === undefined) return undefined;
  const scheme = /^(?:localhost|[\d.]+)$/.test(found[0] ?? '') ? 'http' : 'https';
  return invalidRequest(`baseUrl has no scheme: write ${scheme}://${found.join('')}`);
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
    throw invalidRequest('This platform has no URL.canParse: load a polyfill of URL.');
  }
  const url = urlIn(baseUrl) ?? (page === undefined ? undefined : urlIn(baseUrl, page));
  if (url !== undefined) return url;
  throw withoutScheme(baseUrl) ?? invalidRequest('baseUrl needs a scheme, such as https://api.openai.com/v1: only a page takes a relative one.');
}

function urlIn(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
