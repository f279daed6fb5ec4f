import { type Observable, throwError } from 'rxjs';

import type { Frame } from './frame.js';
import { mistakeIn, openFrames, type StreamOptions } from './open-frames.js';
import { isObject } from './payload-object.js';
import type { Protocol } from './protocol.js';
import { invalidRequest } from './wire/opening/invalid-request.js';
import type { RequestOptions } from './wire/opening/request.js';
import type { OpenResponse } from './wire/opening/response-like.js';

/**
 * Opens a request for each subscription and turns its response into frames.
 *
 * @returns a cold Observable that emits each frame as soon as its last byte is in, and completes right after a terminal
 * or an error frame, whatever the server does then. At an error frame the socket is released at that moment. Behind a terminal one the
 * rest of the body is read and thrown away first, in 250 ms at most, so that the next request finds the connection open.
 *
 * Its errors are `ApiError`s: a status that is not 2xx or a body that is no event stream (origin `http` or `protocol`), a failed
 * transport, a stream that ends inside a frame. An error that the server sends after `200 OK` is a frame of kind `error`, not yet an
 * Observable error: `failOnErrorFrame()` makes it one. A clean end without a terminal frame just completes: `untilTerminal()` makes
 * `truncated_stream` of it. Unsubscribing aborts the request and releases the socket, also before there are headers.
 *
 * The request is sent again by every subscription, so sharing frames takes `share()`; and a subscription that ends early
 * may still be billed.
 *
 * ```ts
 * streamFrames(messages, { baseUrl: 'https://api.anthropic.com', apiKey, body: { model, max_tokens: 1024, messages: turns } })
 *   .pipe(reliably(), text())
 *   .subscribe((piece) => process.stdout.write(piece));
 * ```
 *
 * @param protocol what the request is sent as and the payloads are read as.
 * @param source a way to get a `Response`, or the options of a request.
 * @param options bounds and leniency of parsing, and a signal that ends the stream with an error of type `aborted`.
 */
export function streamFrames<P extends object>(
  protocol: Protocol<P>,
  source: OpenResponse | RequestOptions,
  options: StreamOptions = {},
): Observable<Frame<P>> {
  const mistake = mistakeIn('streamFrames', protocol, source, options);
  return mistake === undefined ? openFrames(protocol, source, options) : throwError(() => invalidRequest(mistake));
}

/** What `bindFrames` keeps for all requests. */
export type FrameDefaults = Omit<RequestOptions, 'body'> & StreamOptions & {
  /** What every body has, such as the model. */
  readonly body?: object | undefined;
};

/**
 * Binds what all requests of an app have in common, so that a call is a body.
 *
 * @returns a function that does what `streamFrames` does: the body joins that of the defaults, and options replace theirs.
 *
 * ```ts
 * const ask = bindFrames(messages, { baseUrl: 'https://api.anthropic.com', apiKey, body: { model, max_tokens: 1024 } });
 * ask({ messages: turns }).pipe(reliably(), text());
 * ```
 *
 * @param protocol what the requests are sent as and the payloads are read as.
 * @param defaults options of the request and of parsing.
 * @throws TypeError if there are no defaults. Whatever else is wrong, the stream fails with.
 */
export function bindFrames<P extends object>(
  protocol: Protocol<P>,
  defaults: FrameDefaults,
): (body: object, options?: Partial<FrameDefaults>) => Observable<Frame<P>> {
  if (!isObject(defaults)) throw new TypeError('bindFrames takes what all requests have in common: write bindFrames(protocol, { baseUrl, apiKey }).');
  const ask = (body: object, options?: Partial<FrameDefaults>): Observable<Frame<P>> => {
    const { baseUrl, apiKey, headers, fetch, body: common, ...others } = { ...defaults, ...options };
    // What is no body is told as that.
    const whole = isObject(body) ? { ...defaults.body, ...common, ...body } : body;
    return streamFrames(protocol, { baseUrl, apiKey, headers, fetch, body: whole }, others);
  };
  return Object.assign(ask, { pipe: notAsked, subscribe: notAsked });
}

/** What plain JavaScript is told that takes the function for the stream. */
function notAsked(): never {
  throw new TypeError('bindFrames returns a function, which takes the body: write ask({ messages }).pipe(...).');
}
