// Opening: how a response comes about, by a request of the toolkit or by a function of somebody else. What goes wrong before there is a
// response, and what the connection fails with later, is named here.
import type { OptionNames } from '../../check-options.js';
import { advice } from '../../errors/words/advice.js';
import { isObject } from '../../payload-object.js';
import type { Protocol, RequestTarget } from '../../protocol.js';
import { endpoint, isCrossOrigin } from './endpoint.js';
import { invalidRequest } from './invalid-request.js';
import { headerEntries, type HeaderFields, mistakeInText, plainHeaders } from './request-headers.js';
import { requestSecrets } from './request-secrets.js';
import type { FetchInit, FetchLike, OpenResponse } from './response-like.js';
import { toTransportError } from './transport-error.js';

/** What a request needs beside what the protocol knows: its path, its auth headers and `stream: true`. */
export interface RequestOptions {
  /**
   * Where the API is, with the version where the vendor has one: `https://api.openai.com/v1`. A query stays. In a page it may be
   * relative: `/api`.
   */
  readonly baseUrl: string;
  /**
   * Sent in the header that the protocol expects. An empty one sends none, for local servers. A function is asked for each attempt, so
   * that a token may expire.
   */
  readonly apiKey: string | (() => string | Promise<string>);
  /** The vendor's own request body. `stream: true` is added. */
  readonly body: object;
  /** Further headers: an object, pairs or `Headers`. They win over the protocol's own. */
  readonly headers?: HeaderFields | undefined;
  /** In place of the global `fetch`. It gets the URL as a string, and plain headers. */
  readonly fetch?: FetchLike | undefined;
  /**
   * Ends the stream, and any wait for a retry, with an error of type `aborted`. One that has aborted already makes no request. Many
   * requests may share it. Unsubscribing needs none.
   */
  readonly signal?: AbortSignal | undefined;
}

export const requestOptionNames: OptionNames<RequestOptions> = { baseUrl: 'string', apiKey: 1, body: 1, headers: 1, fetch: 'function', signal: 1 };

/** A way to open a response, the secrets that no error may show, and what ends it. */
export interface PreparedRequest {
  readonly open: OpenResponse;
  readonly secrets: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/**
 * Prepares the request that the options describe. Nothing is checked or sent before it is opened, so that what is wrong
 * with them reaches the subscriber as an `ApiError` like everything else.
 *
 * @param target in place of the request for a stream, which has a body.
 */
export function prepareRequest(protocol: Protocol, options: RequestOptions, target?: RequestTarget): PreparedRequest {
  const { baseUrl, body, headers = {} } = options;
  // Read once, for all attempts: an iterator can be read no second time.
  const entries = readableEntries(headers);
  const secrets = requestSecrets(options.apiKey, baseUrl, entries ?? []);
  return {
    secrets,
    signal: options.signal,
    open: async (signal) => {
      checkPresent('baseUrl', options);
      checkPresent('apiKey', options, ' Is the environment variable set? A server without keys takes an empty text.');
      checkPresent('body', options, ' Write body: { model, ... }.');
      // What is iterated over (FormData, a Map) has no fields.
      if (!isObject(body) || Symbol.iterator in body) throw invalidRequest('The option body must be an object: it is written as JSON here.');
      // A plain key is not awaited, so that a client of its own sees the request before `subscribe` returns.
      const { apiKey: given } = options;
      const apiKey = typeof given === 'function' ? await keyNow(given, secrets) : given;
      checkKey(apiKey);
      const url = endpoint(baseUrl, target?.path ?? protocol.path, target?.query);
      const init: FetchInit = {
        method: target?.method ?? 'POST',
        headers: plainHeaders([
          ['accept', 'text/event-stream'],
          ...(target ? [] : [['content-type', 'application/json'] as const]),
          ...Object.entries(protocol.headers(apiKey)),
          ...(entries ?? headerEntries(headers)),
        ]),
        // Location is chosen by the gateway, and the key must not go wherever it points.
        redirect: 'manual',
        signal,
      };
      if (!target) init.body = requestBody(protocol, body, secrets);
      const fetch = fetchNow(options);
      try {
        return await fetch(url.href, init);
      } catch (error) {
        const lostAdvice = isCrossOrigin(url) ? advice.checkOrigin : undefined;
        throw toTransportError(error, { phase: 'open', secrets, isOwnFetch: options.fetch === undefined, lostAdvice, url });
      }
    },
  };
}

/** Headers that cannot be read are refused when the request is opened. */
function readableEntries(headers: HeaderFields): ReturnType<typeof headerEntries> | undefined {
  try {
    return headerEntries(headers);
  } catch {
    return undefined;
  }
}

/** The key of this attempt; what a function gives becomes a secret. */
async function keyNow(given: () => string | Promise<string>, secrets: string[]): Promise<string> {
  try {
    const key = await given();
    secrets.push(...requestSecrets(key, '', []).filter((secret) => !secrets.includes(secret)));
    return key;
  } catch (error) {
    throw toTransportError(error, { phase: 'open', secrets, opener: 'The function apiKey' });
  }
}

function checkKey(apiKey: string): void {
  const mistake = mistakeInText(apiKey);
  if (mistake !== undefined) throw invalidRequest(`apiKey ${mistake}`);
  if (/^bearer | $|^ /i.test(apiKey)) throw invalidRequest('apiKey must be the key alone, without "Bearer" or blanks.');
}

/** Most of all an environment variable that is not set. */
function checkPresent(name: 'baseUrl' | 'apiKey' | 'body', options: RequestOptions, hint = ''): void {
  const value: unknown = options[name];
  if (value === undefined || value === null) throw invalidRequest(`The option ${name} is ${String(value)}.${hint}`);
}

/** Looked up for each request: a spec or a polyfill may set the global one after the stream was made. */
function fetchNow(options: RequestOptions): FetchLike {
  const fetch: unknown = options.fetch ?? (globalThis as { fetch?: unknown }).fetch;
  if (typeof fetch === 'function') return fetch as FetchLike;
  throw invalidRequest('There is no global fetch on this platform: pass one as the option fetch.');
}

function requestBody(protocol: Protocol, body: object, secrets: readonly string[]): string {
  try {
    return JSON.stringify(protocol.requestBody ? protocol.requestBody(body) : { ...body, stream: true });
  } catch (cause) {
    throw invalidRequest(`The body cannot be written as JSON: ${String(cause)}`, { cause, secrets });
  }
}
