import { catchError, concatMap, defer, Observable, throwError } from 'rxjs';

import { ApiError } from './errors/api-error.js';
import { requestIdOf } from './errors/request-id.js';
import type { Frame } from './frame.js';
import type { Protocol } from './protocol.js';
import { type OpenResponse, prepareRequest, type RequestOptions } from './wire/opening/request.js';
import { toTransportError } from './wire/opening/transport-error.js';
import { parseFramesOf } from './wire/parsing/parse-frames.js';
import type { ParseOptions } from './wire/parsing/parse-options.js';
import { readBody } from './wire/reading/read-body.js';
import { readHttpFailure } from './wire/reading/read-failure.js';
import { readOtherContent } from './wire/reading/read-other-content.js';

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
 * @param options bounds and leniency of parsing.
 */
export function streamFrames<P extends object>(
  protocol: Protocol<P>,
  source: OpenResponse | RequestOptions,
  options: ParseOptions = {},
): Observable<Frame<P>> {
  const { open, secrets } =
    typeof source === 'function' ? { open: source, secrets: [] } : prepareRequest(protocol, source);

  function framesIn(response: Response): Observable<Frame<P>> {
    if (!response.ok) return readHttpFailure(response, secrets).pipe(concatMap((error) => throwError(() => error)));
    const context = { requestId: requestIdOf(response.headers), secrets };
    if (!isEventStream(response)) return readOtherContent(protocol, response, options, context);
    return readBody(response, context).pipe(parseFramesOf(protocol, options, context));
  }

  return new Observable((subscriber) => {
    const controller = new AbortController();
    // However it ends: a reader that is just dropped keeps its socket.
    subscriber.add(() => {
      controller.abort();
    });
    const passOn = (response: Response): void => {
      framesIn(response).subscribe(subscriber);
    };
    return openResponse(open, controller.signal, secrets).subscribe({
      next: passOn,
      error: (error: unknown) => {
        subscriber.error(error);
      },
    });
  });
}

function openResponse(open: OpenResponse, signal: AbortSignal, secrets: readonly string[]): Observable<Response> {
  return defer(async () => {
    const response = await open(signal);
    if (typeof (response as Partial<Response> | undefined)?.headers?.get !== 'function') {
      throw new ApiError({
        type: 'invalid_request',
        origin: 'transport',
        message: 'The function that opens the response must return a Response.',
        raw: response,
      });
    }
    // A client that ignores the signal may answer after everybody has left.
    if (signal.aborted) await response.body?.cancel();
    return response;
  }).pipe(catchError((error: unknown) => throwError(() => toTransportError(error, { phase: 'open', secrets }))));
}

/** By its content type. A missing one is tolerated: some local servers send none. */
function isEventStream(response: Response): boolean {
  return /^\s*(?:text\/event-stream\s*(?:[;,]|$)|$)/i.test(response.headers.get('content-type') ?? '');
}
