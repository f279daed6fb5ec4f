/** Relative URLs are for the browser, or for Angular's server, to resolve. The core wants an absolute one to check. */
const STAND_IN = 'http://localhost';

/** A base URL that the core takes: a relative one counts from the page, or from nowhere where there is no page. */
export function baseForChecks(baseUrl: string): string {
  const hasPage = 'document' in globalThis || 'location' in globalThis;
  return hasPage || typeof baseUrl !== 'string' || URL.canParse(baseUrl) || !baseUrl.startsWith('/') ? baseUrl : new URL(baseUrl, STAND_IN).href;
}

/**
 * The URL as interceptors see it: absolute only if the base URL is. So what is written in the application is what they compare with.
 *
 * @param absolute where the core would send the request.
 */
export function requestUrl(baseUrl: string, absolute: string): string {
  if (URL.canParse(baseUrl) || baseUrl.startsWith('//')) return absolute;
  const { pathname, search } = new URL(absolute);
  return pathname + search;
}
