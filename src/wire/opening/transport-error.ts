import { ApiError } from '../../errors/api-error.js';

/** Where the transport failed: before there was a response, or while its body was read. */
export type TransportPhase = 'open' | 'body';

const MESSAGES = new Map([
  ['connection_refused', 'The server refused the connection'],
  ['connection_reset', 'The connection was reset'],
  ['connection_closed', 'The connection was closed before the answer was whole'],
  ['connection_failed', 'The request got no response'],
  ['host_not_found', 'The host name has no address'],
  ['decoding_failed', 'The body could not be decoded'],
  ['timeout', 'The request timed out'],
  ['aborted', 'The request was aborted'],
  ['invalid_request', 'The request could not be made'],
]);

const TYPE_OF_CODE = new Map([
  ['ECONNREFUSED', 'connection_refused'],
  ['ECONNRESET', 'connection_reset'],
  ['EPIPE', 'connection_reset'],
  ['ECONNABORTED', 'connection_reset'],
  ['UND_ERR_SOCKET', 'connection_closed'],
  ['UND_ERR_DESTROYED', 'connection_closed'],
  ['UND_ERR_CLOSED', 'connection_closed'],
  ['ERR_STREAM_PREMATURE_CLOSE', 'connection_closed'],
  ['ENOTFOUND', 'host_not_found'],
  ['EAI_AGAIN', 'host_not_found'],
  ['ETIMEDOUT', 'timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'timeout'],
  ['UND_ERR_ABORTED', 'aborted'],
  ['ABORT_ERR', 'aborted'],
  ['ERR_CANCELED', 'aborted'],
  ['ERR_INVALID_URL', 'invalid_request'],
  ['UND_ERR_INVALID_ARG', 'invalid_request'],
  ['ERR_INVALID_ARG_TYPE', 'invalid_request'],
  ['ERR_INVALID_CHAR', 'invalid_request'],
]);

/**
 * Says in the one error model why a request or its body failed. An `ApiError` passes as it is.
 *
 * Classified by name and code, never by message text, which differs from one runtime to the next, and never by
 * `instanceof`, since platform errors may come from another realm. Browsers give neither code nor cause, so there the
 * phase decides.
 */
export function toTransportError(
  error: unknown,
  { phase, requestId, secrets }: { phase: TransportPhase; requestId?: string | undefined; secrets?: readonly string[] | undefined },
): ApiError {
  if (ApiError.is(error)) return error;
  const code = findCode(error);
  const type = typeOfName(error) ?? typeOfCode(code) ?? (phase === 'open' ? 'connection_failed' : 'connection_closed');
  const sentence = MESSAGES.get(type) ?? type;
  return new ApiError({
    type,
    origin: 'transport',
    message: code === undefined ? `${sentence}.` : `${sentence} (${code}).`,
    code,
    requestId,
    raw: error,
    cause: error,
    secrets,
  });
}

function typeOfName(error: unknown): string | undefined {
  switch (property(error, 'name')) {
    case 'AbortError':
      return 'aborted';
    case 'TimeoutError':
      return 'timeout';
    default:
      return undefined;
  }
}

function typeOfCode(code: string | undefined): string | undefined {
  if (code === undefined) return undefined;
  // zlib and brotli name each of their failures; all of them mean a body that does not decode.
  return TYPE_OF_CODE.get(code) ?? (/^(Z_|ERR_+FORMAT|ERR_BROTLI|ERR_ZLIB|ERR__ERROR)/.test(code) ? 'decoding_failed' : undefined);
}

/** The first code along the chain of causes: fetch wraps the socket's own error once, some clients twice. */
function findCode(error: unknown): string | undefined {
  let link = error;
  for (let depth = 0; depth < 4; depth++) {
    const code = property(link, 'code');
    // A DOMException's legacy numeric code says nothing that its name does not.
    if (typeof code === 'string' && code !== '' && code.length <= 64) return code;
    link = property(link, 'cause');
  }
  return undefined;
}

function property(value: unknown, key: string): unknown {
  try {
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  } catch {
    return undefined;
  }
}
