// Reading: what a response says of itself, and its body, from a client that nobody here has written. A response that is no stream of
// events ends here, as an error or as a whole answer.
import { ApiError } from '../../errors/api-error.js';
import { requestIdOf } from '../../errors/request-id.js';
import type { ResponseInfo } from '../../response-info.js';
import { invalidRequest } from '../opening/invalid-request.js';
import type { ResponseLike } from '../opening/response-like.js';
import { readRateLimits } from './rate-limits.js';

/** A response whose parts can be trusted: `status` is one or is absent, and `headers.get` never throws. */
export interface ReadResponse extends Pick<ResponseLike, 'ok' | 'headers' | 'body'> {
  readonly status: number | undefined;
  readonly text?: (() => Promise<string>) | undefined;
  readonly type?: string | undefined;
  readonly url?: string | undefined;
}

/**
 * What a function that opens the response has returned, read once and with care: somebody else has made it. Of what comes back, only
 * `body` and `text()` may still throw.
 *
 * @throws ApiError `invalid_request` for what is no response, `connection_failed` for `Response.error()`.
 */
export function readResponse(value: unknown, secrets: readonly string[] = []): ReadResponse {
  try {
    const response = value as ResponseLike;
    const { headers, status, type, url } = response;
    if (typeof headers.get !== 'function') throw new TypeError('It has no headers to ask.');
    // The content type decides how the body is read: it must be there, or say that it is not.
    headers.get('content-type');
    if (type === 'error') throw new ApiError({ type: 'connection_failed', origin: 'transport', message: 'The request got no response.' });
    if (type === 'opaque') {
      throw invalidRequest('The response is opaque: mode no-cors hides all of it.');
    }
    return new CheckedResponse(response, headers, status, type, url);
  } catch (cause) {
    if (ApiError.is(cause)) throw cause;
    throw invalidRequest('The function that opens the response must return a Response.', { raw: value, cause, secrets });
  }
}

class CheckedResponse implements ReadResponse {
  readonly ok: boolean;
  readonly status: number | undefined;
  readonly headers: ReadResponse['headers'];
  readonly type: string | undefined;
  readonly url: string | undefined;
  readonly #response: ResponseLike;
  readonly #hasText: boolean;

  constructor(response: ResponseLike, headers: ResponseLike['headers'], status: number, type: unknown, url: unknown) {
    const isStatus = Number.isInteger(status) && status >= 100 && status <= 599;
    this.ok = isStatus ? status >= 200 && status <= 299 : response.ok;
    this.status = isStatus ? status : undefined;
    this.headers = { get: (name) => headerOf(headers, name) };
    this.type = typeof type === 'string' ? type : undefined;
    this.url = typeof url === 'string' ? url : undefined;
    this.#response = response;
    this.#hasText = typeof response.text === 'function';
  }

  get body(): unknown {
    return this.#response.body;
  }

  get text(): (() => Promise<string>) | undefined {
    return this.#hasText ? () => (this.#response.text as () => Promise<string>)() : undefined;
  }
}

function headerOf(headers: ResponseLike['headers'], name: string): string | null {
  try {
    const value: unknown = headers.get(name);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** What a user is told of a response before its body is read. */
export function responseInfo({ status, headers }: ReadResponse, label: string | undefined): ResponseInfo {
  return { status, headers, requestId: requestIdOf(headers), label, rateLimits: readRateLimits(headers) };
}
