import { isObservable, type Observable, type OperatorFunction } from 'rxjs';

import type { GoodFrame, Protocol } from '../index.js';
import * as serving from '../serving/index.js';
import { applicationCloses, endAtClose } from './closing.js';

// What `framewise/serving` makes for callers, and ends here when the application closes, so that `app.close()` waits for no stream.

/**
 * Makes a web `Response` of events, as a plain handler of NestJS may return it.
 *
 * Nothing is sent before the first event, or before `commitAfterMs`, so an error that comes earlier reaches your exception filters with its
 * status. A later error is the last event, in the form of `encodeFrames` or `toMessageEvents`, and the stream ends cleanly. When the
 * application closes that is an error of type `aborted`, whatever the events come from. A client that goes unsubscribes. A client that is
 * too slow is cut off at `maxPendingChars`.
 *
 * Of what `ResumableAnswers.read` gives it makes a promise: 204 where nothing is left of the answer, which stops a browser from asking
 * again. It rejects with an error before the first event.
 *
 * @throws RangeError where it is called, for an option that is no positive number.
 * @example
 * ```ts
 * @Post('chat')
 * chat(@Body() body: ChatBody) {
 *   return sse(this.llm.frames(body).pipe(toMessageEvents()));
 * }
 * ```
 */
export function sse(events$: serving.AnswerEvents, options?: serving.SseOptions): Promise<Response>;
/** The same for any other events. */
export function sse(events$: Observable<serving.SseEvent>, options?: serving.SseOptions): Response;
export function sse(events$: Observable<serving.SseEvent>, options?: serving.SseOptions): Response | Promise<Response> {
  return serving.sse(events$, { closes$: applicationCloses(), ...options });
}

/**
 * Makes an event of every value, for your own pages: of a frame `{ kind, deltas }`, without its payload; text as it is; any other value
 * (a delta, a completion) as JSON.
 *
 * What comes before the first output of an answer is held until it comes: frames, deltas and completions in which nothing is said yet. An
 * error before it passes, so that it can have a status; one after it is `event: error` with `{"error":{"type","message"}}`, in the words
 * of `callerError`, and the stream completes.
 * Unsubscribing unsubscribes from the source.
 *
 * @example
 * this.llm.frames(body).pipe(toMessageEvents())
 */
export function toMessageEvents(): OperatorFunction<unknown, serving.SseEvent>;
export function toMessageEvents(...given: unknown[]): OperatorFunction<unknown, serving.SseEvent> {
  // Where it was written without its brackets something is given, and is refused.
  const encode = serving.toMessageEvents(...(given as []));
  return (values$) => values$.pipe(endAtClose(), encode);
}

/**
 * Writes frames as the stream of a protocol, so that its official SDK can be pointed at your server.
 *
 * Returns the events of that protocol, its terminal last. What comes before the first output is held until it comes. An error before that
 * passes, so that it can have a status; one after it is written in the protocol's own form, in the words of `callerError`, and the stream
 * completes. Unsubscribing unsubscribes from the frames.
 *
 * What the other protocol has no form for is left out: thinking has no signature, and citations of another shape go. An answer that only
 * paused (`pause_turn`) is told as one that reached its limit where the protocol has no word for it: it is not whole.
 *
 * @throws TypeError where it is called, for a protocol that nobody has said how to write.
 * @example
 * this.llm.frames(body).pipe(encodeFrames(chatCompletions, { from: messages, model: 'ours' }))
 */
export function encodeFrames(to: Protocol, options?: serving.EncodeOptions): OperatorFunction<GoodFrame<object>, serving.SseEvent> {
  const encode = serving.encodeFrames(to, options);
  return (frames$) => frames$.pipe(endAtClose(), encode);
}

/**
 * Subscribes once, and resolves with all values of the source when the first one comes, or the end. It rejects with an error that comes
 * before: so a handler of an `@Sse()` route can wait for it, and the error keeps its status. When the application closes the values fail.
 *
 * With any interceptor on the route, even one that only logs, NestJS commits `200` before the wait is over: there `sse` is what keeps the
 * status. Aborting the signal unsubscribes, before and after. A value waits for its reader, so read the result soon, and once.
 *
 * @param signal of the client: `@SseSignal()`.
 */
export function whenReady<T>(source$: Observable<T>, signal: AbortSignal): Promise<Observable<T>> {
  // What is no Observable is told as that.
  return serving.whenReady(isObservable(source$) ? source$.pipe(endAtClose()) : source$, signal);
}
