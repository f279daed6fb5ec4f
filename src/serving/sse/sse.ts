import { isObservable, NEVER, type Observable } from 'rxjs';

import { checkOptions } from '../../check-options.js';
import { type AnswerEvents, areAnswerEvents } from '../answers/answer-events.js';
import type { SseEvent } from '../sse-event.js';
import { EventSink } from './event-sink.js';

/** How an event stream is sent. */
export interface SseOptions {
  /** The pause between two comments that keep a silent stream open, in milliseconds. Default: 15 000; Infinity sends none. */
  readonly heartbeatMs?: number | undefined;
  /** After how many milliseconds without an event `200` goes out all the same, and heartbeats begin. Default: 15 000. */
  readonly commitAfterMs?: number | undefined;
  /** How many characters may wait for a slow client, before its stream is given up. Default: 4 000 000. */
  readonly maxPendingChars?: number | undefined;
  /**
   * Emits when the server closes, which would wait for the stream otherwise: it then ends with an error of type `aborted`, a 503 before the
   * first event and the last event after it. Default: never; in NestJS when the application closes.
   */
  readonly closes$?: Observable<unknown> | undefined;
}

/** No browser keeps an answer: it is private, and Chromium sends a DELETE twice while it drops a kept one that was given up. */
const unkept = { 'cache-control': 'no-cache, no-store, no-transform' };
const headers = { ...unkept, 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' };

/**
 * Makes a web `Response` of events, as a plain handler of NestJS (from 12.4), Hono, or any other server of web responses may return it.
 *
 * The events are subscribed to when the body is first read. Nothing is sent before the first of them, or before `commitAfterMs`, so an
 * error that comes earlier is the error of the body: NestJS gives it to your exception filters, and it keeps its status. A later error is
 * written as the last event, in the form of `encodeFrames` or `toMessageEvents`, and the stream ends cleanly. A client that goes
 * unsubscribes. A client that is too slow is given up at `maxPendingChars`: the source is unsubscribed, what
 * waits is thrown away, and its connection breaks when it reads on.
 *
 * Of what `ResumableAnswers.read` gives it makes a promise, since the status is not known at once: 204 where nothing is left of the answer,
 * which stops a browser from asking again. It rejects with an error before the first event.
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
export function sse(events$: AnswerEvents, options?: SseOptions): Promise<Response>;
/** The same for any other events. */
export function sse(events$: Observable<SseEvent>, options?: SseOptions): Response;
export function sse(events$: Observable<SseEvent>, options: SseOptions = {}): Response | Promise<Response> {
  if (!isObservable(events$)) throw new TypeError('sse takes an Observable of events: write sse(frames$.pipe(toMessageEvents())).');
  checkOptions('sse', options, { heartbeatMs: 1, commitAfterMs: 1, maxPendingChars: 1, closes$: 1 });
  const { heartbeatMs = 15_000, commitAfterMs = 15_000, maxPendingChars = 4_000_000, closes$ = NEVER } = options;
  for (const [name, value] of Object.entries({ heartbeatMs, commitAfterMs, maxPendingChars })) {
    if (!(value > 0)) throw new RangeError(`${name} must be a number above 0.`);
  }
  const sink = new EventSink(events$, { heartbeatMs, commitAfterMs, maxPendingChars }, closes$);
  // No chunk is asked for ahead: the answer, which may be paid for, begins when somebody reads.
  const answer = (): Response => new Response(new ReadableStream(sink, { highWaterMark: 0 }), { headers });
  return areAnswerEvents(events$) ? sink.begin().then((hasEvents) => (hasEvents ? answer() : new Response(null, { status: 204, headers: unkept }))) : answer();
}
