import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';

/**
 * Whether a browser asks if a page of another origin may send its request.
 *
 * @see https://fetch.spec.whatwg.org/#cors-preflight-request
 */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

/** The headers that allow the request which a preflight asks about, whatever it will be. */
export function preflightHeaders(preflight: IncomingMessage): OutgoingHttpHeaders {
  const { 'access-control-request-method': method, 'access-control-request-headers': names } = preflight.headers;
  return {
    ...allowedOrigin(preflight),
    'access-control-allow-methods': method,
    ...(names !== undefined && { 'access-control-allow-headers': names }),
    ...(preflight.headers['access-control-request-private-network'] === 'true' && { 'access-control-allow-private-network': 'true' }),
  };
}

/** The headers that let a page of another origin read a response, and every header of it by name. */
export function corsHeaders(incoming: IncomingMessage, headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return { ...allowedOrigin(incoming), 'access-control-expose-headers': Object.keys(headers).join(', ') };
}

/** The origin by its name, since `*` would refuse a request that carries cookies. */
function allowedOrigin({ headers: { origin } }: IncomingMessage): OutgoingHttpHeaders {
  if (origin === undefined) return { 'access-control-allow-origin': '*' };
  return { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true', vary: 'origin' };
}
