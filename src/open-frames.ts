import { concatMap, NEVER, Observable, throwError } from 'rxjs';

import { isPromise, isProtocol, mistakenOption, type OptionNames } from './check-options.js';
import type { Frame } from './frame.js';
import { isObject } from './payload-object.js';
import type { Protocol, RequestTarget } from './protocol.js';
import type { ResponseInfo } from './response-info.js';
import { announceAttempt, type Asked, currentScope, markAttempt } from './scope/attempt-scope.js';
import { observeCall, tellOf } from './scope/observe-call.js';
import type { ObservedCall } from './scope/observed-call.js';
import type { CallInfo, StreamObserver } from './scope/stream-observer.js';
import { type Abort, abortedBy, inProtocol } from './stream-notes.js';
import { abortBy } from './wire/opening/abort.js';
import { hostIn, placeOf } from './wire/opening/endpoint.js';
import { type PreparedRequest, prepareRequest, requestOptionNames, type RequestOptions } from './wire/opening/request.js';
import type { OpenResponse } from './wire/opening/response-like.js';
import { toTransportError } from './wire/opening/transport-error.js';
import { parseFramesOf } from './wire/parsing/parse-frames.js';
import { type EventFilter, parseOptionNames, type ParseOptions } from './wire/parsing/parse-options.js';
import { Exchange } from './wire/reading/exchange.js';
import { discardBody, readBody } from './wire/reading/read-body.js';
import { readHttpFailure } from './wire/reading/read-failure.js';
import { isBodiless, readOtherContent } from './wire/reading/read-other-content.js';
import { type ReadResponse, readResponse, responseInfo } from './wire/reading/read-response.js';

/** What `streamFrames` takes beside a request: bounds and leniency of parsing, and a signal. */
export interface StreamOptions extends ParseOptions {
  /**
   * Ends the stream, and any wait for a retry, with an error of type `aborted`. One that has aborted already makes no request. If the
   * request has a signal too, the first of them to abort counts. Many streams may share it.
   */
  readonly signal?: AbortSignal | undefined;
  /** Names the request in the log and for `onResponse`, in words of your own. */
  readonly label?: string | undefined;
  /**
   * Called for each attempt once its headers are in, for a good answer and a failure alike, before anything is read of the body. Give it
   * `upstream.onResponse`, or log the rate limits. What it throws fails the stream.
   */
  readonly onResponse?: ((response: ResponseInfo) => void) | undefined;
  /** Watches the call from the subscription to its end, over all attempts that `reliably` and `fallBackTo` make of it. Default: nobody does. */
  readonly observer?: StreamObserver | undefined;
}

export const streamOptionNames: OptionNames<StreamOptions> = { signal: 1, label: 'string', onResponse: 'function', observer: 'object', ...parseOptionNames };

/** How one of many connections to the same answer is opened and read. */
interface ConnectionOptions {
  /** Where the request goes, where it is not the one that asks for the answer. */
  readonly target?: RequestTarget | undefined;
  readonly takesEvent?: EventFilter | undefined;
  /** Whether it goes on with what another one has begun to tell. */
  readonly continues?: boolean | undefined;
}

/**
 * The frames of one request, to be pushed or pulled.
 *
 * @param demand where frames are pulled: whether somebody waits for one. No chunk of the body is read while nobody does.
 */
export function openFrames<P extends object>(
  protocol: Protocol<P>,
  source: OpenResponse | RequestOptions,
  options: StreamOptions,
  demand?: Observable<boolean>,
  { target, takesEvent, continues }: ConnectionOptions = {},
): Observable<Frame<P>> {
  const { open, secrets, signal }: PreparedRequest = typeof source === 'function' ? { open: source, secrets: [] } : prepareRequest(protocol, source, target);
  const abort = abortBy([options.signal, signal], secrets);
  const info = infoOf(protocol, source, options);
  const asked = (): Asked => askedOf(protocol, info());

  function framesIn(response: ReadResponse, exchange: Exchange, call: ObservedCall | undefined): Observable<Frame<P>> {
    if (!response.ok) return readHttpFailure(response, secrets).pipe(concatMap((error) => throwError(() => error)));
    const hooks = takesEvent || call ? { takesEvent, onFrame: call?.onFrame } : undefined;
    if (!isEventStream(response)) return readOtherContent(protocol, response, options, exchange, hooks, demand);
    return readBody(response, exchange, demand).pipe(parseFramesOf(protocol, options, exchange, hooks));
  }

  const frames = new Observable<Frame<P>>((subscriber) => {
    const { call, mark } = currentScope();
    if (call) {
      const told = info();
      if (options.observer) call.add(options.observer, told);
      call.request(told, continues);
    }
    const fail = (error: unknown): void => {
      if (!subscriber.closed) subscriber.error(error);
    };
    const exchange = new Exchange(secrets, abort);
    announceAttempt({ abort, asked, connection: exchange });
    subscriber.add(exchange);
    if (abort !== NEVER) subscriber.add(abort.subscribe({ error: fail }));
    if (subscriber.closed) return undefined;
    const passOn = (response: ReadResponse): void => {
      if (subscriber.closed) return;
      try {
        if (call || options.onResponse) {
          const told = responseInfo(response, options.label);
          call?.tell('response', told);
          markAttempt(mark, () => options.onResponse?.(told));
        }
      } catch (error) {
        fail(error); // which also lets go of the response
        return;
      }
      exchange.headers = response.headers;
      exchange.isRemote = Boolean(response.url);
      framesIn(response, exchange, call).subscribe(subscriber);
    };
    openResponse(open, exchange.signal, secrets).then(passOn, fail);
    return undefined;
  });
  return noteStream(frames, protocol, info, abort, options);
}

/** Makes a call of frames where somebody observes them, and notes of what protocol they are and what may abort them. */
export function noteStream<P extends object>(frames: Observable<Frame<P>>, protocol: Protocol<P>, info: () => CallInfo, abort: Abort, { observer }: StreamOptions): Observable<Frame<P>> {
  return inProtocol(abortedBy(observeCall(tellOf(frames, info, observer), frames), abort), protocol);
}

/** What an observer is told of a request. */
export function infoOf({ name }: Protocol, source: object, { label }: StreamOptions): () => CallInfo {
  return () => {
    const { baseUrl, body } = source as Partial<RequestOptions>;
    const model = isObject(body) && typeof body.model === 'string' ? body.model : undefined;
    return { protocol: name, model, label, body, baseUrl: placeOf(baseUrl) };
  };
}

/** What the log tells of it. */
function askedOf({ name }: Protocol, { baseUrl, model, label }: CallInfo): Asked {
  return { protocol: name, host: hostIn(baseUrl), model, label };
}

/** What plain JavaScript may give in the place of a protocol, a source or options. The names are those of the options of this function. */
export function mistakeIn(name: string, protocol: unknown, source: unknown, options: unknown, names: object = streamOptionNames): string | undefined {
  if (!isProtocol(protocol)) return 'The protocol must be a record, such as messages, chatCompletions or responses, and not its name.';
  if (typeof source !== 'function' && (!isObject(source) || isPromise(source) || 'status' in source)) return 'The source must be { baseUrl, apiKey, body }, or a function: write (signal) => fetch(...), which is called for each attempt.';
  if (!isObject(options)) return `The options of ${name} must be an object.`;
  return (typeof source === 'function' ? undefined : mistakenOption('The request', source, requestOptionNames)) ?? mistakenOption(name, options, names);
}

/** @param secrets what its errors must not show. */
export async function openResponse(open: OpenResponse, signal: AbortSignal, secrets: readonly string[]): Promise<ReadResponse> {
  try {
    const response = readResponse(await open(signal), secrets);
    // A client that ignores the signal may answer after everybody has left.
    if (signal.aborted) discardBody(response);
    return response;
  } catch (error) {
    throw toTransportError(error, { phase: 'open', secrets });
  }
}

/** By its content type. A missing one is tolerated: some local servers send none. */
function isEventStream(response: ReadResponse): boolean {
  return !isBodiless(response.status) && /^\s*(?:text\/event-stream\s*(?:[;,]|$)|$)/i.test(response.headers.get('content-type') ?? '');
}
