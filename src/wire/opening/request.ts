import { ApiError } from '../../errors/api-error.js';
import type { Protocol } from '../../protocol.js';
import { requestSecrets } from './request-secrets.js';

/** Any way to get a response: any `fetch`, any client, a canned `new Response(...)` in a spec. Called once per subscription. */
export type OpenResponse = (signal: AbortSignal) => Promise<Response>;

/** What a request needs beside what the protocol knows: its path, its auth headers and `stream: true`. */
export interface RequestOptions {
  /** Where the API is, with the version where the vendor has one: `https://api.openai.com/v1`. A query stays. */
  readonly baseUrl: string;
  /** Sent in the header that the protocol expects. An empty one sends none, for local servers. */
  readonly apiKey: string;
  /** The vendor's own request body. `stream: true` is added. */
  readonly body: object;
  /** Further headers. They win over the protocol's own. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** In place of the global `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
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
  const { baseUrl, apiKey, body, headers = {}, fetch = globalThis.fetch } = options;
  return {
    secrets: requestSecrets(apiKey, baseUrl, Object.entries(headers)),
    open: (signal) => {
      checkHeaderText('The API key', apiKey);
      for (const [name, value] of Object.entries(headers)) checkHeaderText(`The header ${JSON.stringify(name)}`, value);
      return fetch(endpoint(baseUrl, protocol.path), {
        method: 'POST',
        headers: requestHeaders(protocol, apiKey, headers),
        body: requestBody(protocol, body),
        // Location is chosen by the gateway, and the key must not go wherever it points.
        redirect: 'manual',
        signal,
      });
    },
  };
}

function checkHeaderText(what: string, value: unknown): void {
  if (typeof value !== 'string') throw invalidRequest(`${what} must be a string.`);
  const position = value.search(/[^\t\x20-\x7e\x80-\xff]/);
  if (position !== -1) {
    throw invalidRequest(`${what} has a character at position ${String(position)} that no HTTP header can carry (a line break?).`);
  }
}

function endpoint(baseUrl: string, path: string): URL {
  if (!URL.canParse(baseUrl)) throw invalidRequest('The base URL is not a URL.');
  const url = new URL(baseUrl);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw invalidRequest('The base URL must be http or https.');
  if (url.username !== '' || url.password !== '') {
    throw invalidRequest('The base URL must not hold credentials; pass the key as apiKey.');
  }
  const base = url.pathname.replace(/\/+$/, '');
  url.pathname = base + (base.endsWith('/v1') && path.startsWith('/v1/') ? path.slice(3) : path);
  return url;
}

function requestHeaders(protocol: Protocol, apiKey: string, headers: Readonly<Record<string, string>>): Headers {
  const all = new Headers({ accept: 'text/event-stream', 'content-type': 'application/json' });
  for (const [name, value] of [...Object.entries(protocol.headers(apiKey)), ...Object.entries(headers)]) {
    try {
      all.set(name, value);
    } catch {
      throw invalidRequest(`The header ${JSON.stringify(name)} is not a valid header.`);
    }
  }
  return all;
}

function requestBody(protocol: Protocol, body: object): string {
  try {
    return JSON.stringify(protocol.requestBody ? protocol.requestBody(body) : { ...body, stream: true });
  } catch (error) {
    throw invalidRequest('The body cannot be written as JSON.', error);
  }
}

function invalidRequest(message: string, cause?: unknown): ApiError {
  return new ApiError({ type: 'invalid_request', origin: 'transport', message, cause });
}
