import { ApiError } from '../../errors/api-error.js';
import { advice } from '../../errors/words/advice.js';
import { isObject } from '../../payload-object.js';
import { placeOf } from './endpoint.js';
import { invalidRequest } from './invalid-request.js';
import { typeOfCode } from './transport-codes.js';

/** Where the transport failed, and what is known there. */
export interface TransportContext {
  /** Before there was a response, or while its body was read. */
  readonly phase: 'open' | 'body';
  readonly requestId?: string | undefined;
  readonly secrets?: readonly string[] | undefined;
  /** Whether the platform's own `fetch` failed. It fails only for the network, so a TypeError of it needs no further sign. */
  readonly isOwnFetch?: boolean | undefined;
  /** The advice where a lost network cannot be told from something else. */
  readonly lostAdvice?: string | undefined;
  /** Where the request went. */
  readonly url?: URL | string | undefined;
  /** What failed, where it is not the function that opens the response. */
  readonly opener?: string | undefined;
}

const MESSAGES: Readonly<Record<string, string>> = {
  connection_refused: 'The server refused the connection',
  connection_reset: 'The connection was reset',
  connection_closed: 'The connection was closed before the answer was whole',
  connection_failed: 'The request got no response',
  host_not_found: 'The host name has no address',
  untrusted_certificate: "The server's certificate is not trusted",
  decoding_failed: 'The body could not be decoded',
  timeout: 'The request timed out',
  aborted: 'The request was aborted',
  invalid_request: 'The request could not be made',
};

/**
 * Says in the one error model why a request or its body failed. An `ApiError` passes as it is.
 *
 * Classified by name and code, never by `instanceof`, since platform errors may come from another realm. Browsers give neither code
 * nor cause, so there the phase decides. What a function that opens the response throws for another reason is final: a mistake in it
 * is no lost connection.
 */
export function toTransportError(error: unknown, context: TransportContext): ApiError {
  if (ApiError.is(error)) return error;
  const { phase, requestId, secrets, lostAdvice } = context;
  const coded = findCode(error);
  const type = typeOfName(error) ?? coded?.type ?? fallbackType(error, context);
  if (type === undefined || (type === 'invalid_request' && context.isOwnFetch !== true)) return openerError(error, coded?.code, context);
  const details = coded === undefined ? '' : ` (${coded.code})${coded.words === undefined ? '' : `: ${coded.words}`}`;
  const place = placeOf(context.url?.toString());
  const hopeless = phase === 'open' ? hopelessAdvice(error, coded?.code, place) : undefined;
  // Many servers that speak https close in silence when they are spoken to in plain http. So does one that crashes, so this stays a question.
  const doubt = phase === 'open' && type === 'connection_closed' && place?.startsWith('http:') ? ' (is it the port of https?)' : '';
  return new ApiError({
    type,
    origin: 'transport',
    message: `${MESSAGES[type] ?? type}${details}${place === undefined ? '.' : `: ${place}`}${doubt}`,
    code: coded?.code,
    requestId,
    raw: error,
    cause: error,
    secrets,
    retryable: hopeless === undefined ? undefined : false,
    advice: hopeless ?? (phase === 'open' && type === 'connection_failed' && coded === undefined ? lostAdvice : undefined),
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

interface Coded {
  readonly code: string;
  readonly type: string | undefined;
  /** What a proxy said. */
  readonly words?: string | undefined;
}

/** The first code along the chain of causes: fetch wraps the socket's own error once, some clients twice. */
function findCode(error: unknown): Coded | undefined {
  let link = error;
  for (let depth = 0; depth < 4; depth++) {
    const code = property(link, 'code');
    // A DOMException's legacy numeric code says nothing that its name does not.
    if (typeof code === 'string' && code !== '' && code.length <= 64) {
      // fetch names an abort by its own error. Below another one, undici means a CONNECT that the proxy has refused.
      const isProxy = code === 'UND_ERR_ABORTED' && depth > 0;
      return isProxy ? { code, type: 'connection_failed', words: wordsOf(link) } : { code, type: typeOfCode(code) };
    }
    link = property(link, 'cause');
  }
  return undefined;
}

function fallbackType(error: unknown, context: TransportContext): string | undefined {
  if (context.phase === 'body') return 'connection_closed';
  return isFetchFailure(error, context) ? 'connection_failed' : undefined;
}

/** Chromium, Firefox, Safari, React Native, Deno and Node begin so. A mistake in a function is a TypeError as often. */
const FETCH_WORDS =
  /^(?:failed to fetch|fetch failed|networkerror\b|network (?:error|request failed|connection lost)|load failed|error sending request|could not connect|the (?:network|internet) connection)/i;

/** `fetch` rejects with a TypeError for the network. Node gives it a cause; browsers give it only their words. */
function isFetchFailure(error: unknown, { isOwnFetch = false }: TransportContext): boolean {
  const name = property(error, 'name');
  if (name !== 'TypeError') return name === 'NetworkError';
  return isOwnFetch || isObject(property(error, 'cause')) || FETCH_WORDS.test(wordsOf(error) ?? '');
}

/** What to do about a request that can never work, whenever it is sent. */
function hopelessAdvice(error: unknown, code = '', place = ''): string | undefined {
  if (/WRONG_VERSION|PACKET_LENGTH|UNKNOWN_PROTOCOL|^EPROTO$/.test(code)) return advice.useHttp;
  if (code === 'ENOTFOUND') return advice.correctHost;
  const cause = property(error, 'cause');
  // The parser of Node 24 gives no code.
  const isNoHttp = code.startsWith('HPE_') || property(cause, 'name') === 'HTTPParserError';
  if (isNoHttp && place.startsWith('http:')) return advice.useHttps;
  // undici has no code for the ports that no fetch may use.
  return wordsOf(cause) === 'bad port' ? advice.changePort : undefined;
}

function openerError(error: unknown, code: string | undefined, { secrets, opener = 'The function that opens the response' }: TransportContext): ApiError {
  return invalidRequest(`${opener} failed: ${wordsOf(error) ?? 'it does not say why'}`, {
    code,
    raw: error,
    cause: error,
    advice: advice.mendOpener,
    secrets,
  });
}

function wordsOf(error: unknown): string | undefined {
  const words = typeof error === 'string' ? error : property(error, 'message');
  return typeof words === 'string' && words !== '' ? words : undefined;
}

function property(value: unknown, key: string): unknown {
  try {
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  } catch {
    return undefined;
  }
}
