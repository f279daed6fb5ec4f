import { catchError, concatMap, defer, Observable, throwError } from 'rxjs';

import { announceAbort } from './abort-scope.js';
import { requestIdOf } from './errors/request-id.js';
import type { Frame } from './frame.js';
import type { Protocol } from './protocol.js';
import type { ResponseInfo } from './response-info.js';
import { abortBy } from './wire/opening/abort.js';
import { invalidRequest } from './wire/opening/invalid-request.js';
import { prepareRequest, type RequestOptions } from './wire/opening/request.js';
import type { OpenResponse } from './wire/opening/response-like.js';
import { toTransportError } from './wire/opening/transport-error.js';
import { parseFramesOf } from './wire/parsing/parse-frames.js';
import type { ParseOptions } from './wire/parsing/parse-options.js';
import { discardBody, readBody } from './wire/reading/read-body.js';
import { readHttpFailure } from './wire/reading/read-failure.js';
import { readOtherContent } from './wire/reading/read-other-content.js';
import { type ReadResponse, readResponse } from './wire/reading/read-response.js';
import { responseInfo } from './wire/reading/response-info.js';

/** What `streamFrames` takes beside a request: bounds and leniency of parsing, and a signal. */
export interface StreamOptions extends ParseOptions {
  /**
   * Ends the stream, and any wait for a retry, with an error of type `aborted`. One that has aborted already makes no request. If the
   * request has a signal too, the first of them to abort counts. Many streams may share it.
   */
  readonly signal?: AbortSignal | undefined;
  /** Names the request for `onResponse`, in words of your own. */
  readonly label?: string | undefined;
  /**
   * Called for each attempt once its headers are in, for a good answer and a failure alike, before anything is read of the body. Give it
   * `upstream.onResponse`, or log the rate limits. What it throws fails the stream.
   */
  readonly onResponse?: ((response: ResponseInfo) => void) | undefined;
}

/**
 * Opens a request for each subscription and turns its response into frames.
 *
 * @returns a cold Observable that emits each frame as soon as its last byte is in, and completes right after a terminal
 * or an error frame; the socket is released at that moment, whatever the server does then.
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
  const request = typeof source === 'function' ? { open: source, secrets: [], signal: undefined } : { ...prepareRequest(protocol, source), signal: source.signal };
  const { open, secrets } = request;
  const isProtocol = typeof (protocol as Partial<Protocol<P>> | undefined)?.openReader === 'function';
  const abort = abortBy([options.signal, request.signal], secrets);

  function framesIn(response: ReadResponse): Observable<Frame<P>> {
    if (!response.ok) return readHttpFailure(response, secrets).pipe(concatMap((error) => throwError(() => error)));
    const context = { requestId: requestIdOf(response.headers), secrets };
    if (!isEventStream(response)) return readOtherContent(protocol, response, options, context);
    return readBody(response, context).pipe(parseFramesOf(protocol, options, context));
  }

  return new Observable((subscriber) => {
    const fail = (error: unknown): void => {
      subscriber.error(error);
    };
    if (!isProtocol) {
      fail(invalidRequest('The protocol must be a record, such as messages, chatCompletions or responses, and not its name.'));
      return undefined;
    }
    announceAbort(abort);
    subscriber.add(abort.subscribe({ error: fail }));
    if (subscriber.closed) return undefined;
    const controller = new AbortController();
    // However it ends: a reader that is just dropped keeps its socket.
    subscriber.add(() => {
      controller.abort();
    });
    const passOn = (response: ReadResponse): void => {
      try {
        options.onResponse?.(responseInfo(response, options.label));
      } catch (error) {
        fail(error); // which also lets go of the response
        return;
      }
      framesIn(response).subscribe(subscriber);
    };
    return openResponse(open, controller.signal, secrets).subscribe({ next: passOn, error: fail });
  });
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
 */
export function bindFrames<P extends object>(
  protocol: Protocol<P>,
  defaults: FrameDefaults,
): (body: object, options?: Partial<FrameDefaults>) => Observable<Frame<P>> {
  return (body, options) => {
    const all = { ...defaults, ...options };
    return streamFrames(protocol, { ...all, body: { ...defaults.body, ...options?.body, ...body } }, all);
  };
}

function openResponse(open: OpenResponse, signal: AbortSignal, secrets: readonly string[]): Observable<ReadResponse> {
  return defer(async () => {
    const response = readResponse(await open(signal));
    // A client that ignores the signal may answer after everybody has left.
    if (signal.aborted) discardBody(response);
    return response;
  }).pipe(catchError((error: unknown) => throwError(() => toTransportError(error, { phase: 'open', secrets }))));
}

/** By its content type. A missing one is tolerated: some local servers send none. */
function isEventStream(response: ReadResponse): boolean {
  return /^\s*(?:text\/event-stream\s*(?:[;,]|$)|$)/i.test(response.headers.get('content-type') ?? '');
}
