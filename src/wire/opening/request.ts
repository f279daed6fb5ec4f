// Opening: how a response comes about, by a request of the toolkit or by a function of somebody else. What goes wrong before there is a
// response, and what the connection fails with later, is named here.
import { advice } from '../../errors/words/advice.js';
import type { Protocol } from '../../protocol.js';
import { endpoint, isCrossOrigin } from './endpoint.js';
import { invalidRequest } from './invalid-request.js';
import { checkHeaderText, headerEntries, type HeaderFields, plainHeaders } from './request-headers.js';
import { requestSecrets } from './request-secrets.js';
import type { FetchLike, OpenResponse } from './response-like.js';
import { toTransportError } from './transport-error.js';

/** What a request needs beside what the protocol knows: its path, its auth headers and `stream: true`. */
export interface RequestOptions {
  /**
   * Where the API is, with the version where the vendor has one: `https://api.openai.com/v1`. A query stays. In a page it may be
   * relative: `/api`.
   */
  readonly baseUrl: string;
  /** Sent in the header that the protocol expects. An empty one sends none, for local servers. */
  readonly apiKey: string;
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

/** A way to open a response, and the secrets that no error may show. */
export interface PreparedRequest {
  readonly open: OpenResponse;
  readonly secrets: readonly string[];
}

/**
 * Prepares the request that the options describe. Nothing is checked or sent before it is opened, so that what is wrong
 * with them reaches the subscriber as an `ApiError` like everything else.
 */
export function prepareRequest(protocol: Protocol, options: RequestOptions): PreparedRequest {
  const { baseUrl, apiKey, body, headers = {} } = options;
  const secrets = requestSecrets(apiKey, baseUrl, readableEntries(headers));
  return {
    secrets,
    open: async (signal) => {
      checkHeaderText('The API key', apiKey);
      const url = endpoint(baseUrl, protocol.path);
      const init = {
        method: 'POST',
        headers: plainHeaders([
          ['accept', 'text/event-stream'],
          ['content-type', 'application/json'],
          ...Object.entries(protocol.headers(apiKey)),
          ...headerEntries(headers),
        ]),
        body: requestBody(protocol, body),
        // Location is chosen by the gateway, and the key must not go wherever it points.
        redirect: 'manual',
        signal,
      } as const;
      const fetch = fetchNow(options);
      try {
        return await fetch(url.href, init);
      } catch (error) {
        const lostAdvice = isCrossOrigin(url) ? advice.checkOrigin : undefined;
        throw toTransportError(error, { phase: 'open', secrets, isOwnFetch: options.fetch === undefined, lostAdvice });
      }
    },
  };
}

/** Headers that cannot be read are refused when the request is opened. */
function readableEntries(headers: HeaderFields): (readonly [name: string, value: unknown])[] {
  try {
    return headerEntries(headers);
  } catch {
    return [];
  }
}

/** Looked up for each request: a spec or a polyfill may set the global one after the stream was made. */
function fetchNow({ fetch = (globalThis as { fetch?: FetchLike }).fetch }: RequestOptions): FetchLike {
  if (typeof fetch === 'function') return fetch;
  throw invalidRequest('There is no global fetch on this platform; pass one as the option fetch.');
}

function requestBody(protocol: Protocol, body: object): string {
  try {
    return JSON.stringify(protocol.requestBody ? protocol.requestBody(body) : { ...body, stream: true });
  } catch (cause) {
    throw invalidRequest('The body cannot be written as JSON.', { cause });
  }
}
