/** A base URL that the core takes. It wants an absolute one to check, and a server has no page from which a relative one could count. */
export function baseForChecks(baseUrl: string): string {
  return /^\/(?!\/)/.test(baseUrl) && !('location' in globalThis) ? `http://localhost${baseUrl}` : baseUrl;
}

/**
 * The URL as interceptors see it: absolute only if the base URL is, so that they compare with what the application wrote. A relative one
 * is for the browser, or for Angular's server, to resolve.
 *
 * @param absolute where the core would send the request.
 */
export function requestUrl(baseUrl: string, absolute: string): string {
  return /^(?:\w+:)?\/\//.test(baseUrl) ? absolute : absolute.slice(new URL(absolute).origin.length);
}
