/**
 * What is read of a response. It is less than a `Response` has. So the responses of undici, node-fetch, Expo and React Native will do, and
 * those of a client of your own.
 */
export interface ResponseLike {
  /** Whether the status is one of success. */
  readonly ok: boolean;
  /** The HTTP status. */
  readonly status: number;
  /** The headers; only single ones are asked for. */
  readonly headers: { get(name: string): string | null };
  /** A web stream, anything that can be iterated asynchronously (a stream of Node), or nothing: then `text()` is asked. */
  readonly body?: unknown;
  /** The whole body, where it cannot be read piece by piece. */
  text?(): Promise<string>;
  /** `opaqueredirect` for a redirect that a browser keeps to itself. */
  readonly type?: string;
  /** Where the response came from. */
  readonly url?: string;
}

/** Any way to get a response: any `fetch`, any client, a canned `new Response(...)` in a spec. Called once per subscription. */
export type OpenResponse = (signal: AbortSignal) => Promise<ResponseLike>;

/** What a `fetch` is called with beside the URL. */
export interface FetchInit {
  /** The HTTP method: GET only to resume an answer. */
  method: 'POST' | 'GET';
  /** Plain headers, each name once, in lower case. */
  headers: Record<string, string>;
  /** JSON; absent where an answer is resumed or cancelled. */
  body?: string;
  /** No redirect may be followed: the key would go wherever it points. */
  redirect: 'manual';
  /** Aborts when the subscription ends. */
  signal: AbortSignal;
}

/** A `fetch`: the global one, or that of undici, node-fetch, Expo. It is asked for no more than it gets here. */
export type FetchLike = (url: string, init: FetchInit) => Promise<ResponseLike>;
