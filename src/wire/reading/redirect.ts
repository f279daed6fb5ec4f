import { ApiError } from '../../errors/api-error.js';
import { requestIdOf } from '../../errors/request-id.js';
import { advice } from '../../errors/words/advice.js';
import type { ReadResponse } from './read-response.js';

/** Of the statuses 3xx, those that redirect also without saying where. */
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** Whether a response sends its reader elsewhere. A browser says no more than that (`opaqueredirect`). */
export function isRedirect({ status, type, headers }: ReadResponse): boolean {
  return type === 'opaqueredirect' || (status !== undefined && status >= 300 && status <= 399 && (REDIRECTS.includes(status) || headers.get('location') !== null));
}

/** Names where the redirect leads: the origin and the path, since a query may hold what is nobody's business. */
export function redirectError({ status, headers, url }: ReadResponse, raw: unknown, secrets: readonly string[]): ApiError {
  const target = targetOf(headers.get('location'), url);
  return new ApiError({
    type: 'unexpected_redirect',
    origin: 'http',
    message: target === undefined ? 'The server redirects elsewhere, and redirects are not followed.' : `The server redirects to ${target}, and redirects are not followed.`,
    status,
    retryable: false,
    advice: advice.moveBaseUrl,
    requestId: requestIdOf(headers),
    raw,
    secrets,
  });
}

function targetOf(location: string | null, base: string | undefined): string | undefined {
  if (location === null || location === '') return undefined;
  try {
    const { origin, pathname } = new URL(location, base === '' ? undefined : base);
    return origin + pathname;
  } catch {
    return location.split(/[?#]/, 1)[0]; // a path of a server whose name is not known
  }
}
