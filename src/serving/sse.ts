import { isObservable, NEVER, type Observable, Subscription } from 'rxjs';

import { checkOptions } from '../check-options.js';
import { ApiError } from '../index.js';
import { serverEnds } from './answers/answer-errors.js';
import { type AnswerEvents, areAnswerEvents } from './answers/answer-events.js';
import { callerError } from './caller-error.js';
import { commonForm, formOf } from './late-errors.js';
import { type SseEvent, writeSseEvent } from './sse-event.js';

/** How an event stream is sent. */
export interface SseOptions {
  /** The pause between two comments that keep a silent stream open, in milliseconds. Default: 15 000; Infinity sends none. */
  readonly heartbeatMs?: number | undefined;
  /** After how many milliseconds without an event `200` goes out all the same, and heartbeats begin. Default: 15 000. */
  readonly commitAfterMs?: number | undefined;
  /** How many characters may wait for a slow client, before it is cut off. Default: 4 000 000. */
  readonly maxPendingChars?: number | undefined;
  /**
   * Emits when the server closes, which would wait for the stream otherwise: it then ends with an error of type `aborted`, a 503 before the
   * first event and the last event after it. Default: never; in NestJS when the application closes.
   */
  readonly closes$?: Observable<unknown> | undefined;
}

const HEARTBEAT = ': ping\n\n';
/** No browser keeps an answer: it is private, and Chromium sends a DELETE twice while it drops a kept one that was given up. */
const unkept = { 'cache-control': 'no-cache, no-store, no-transform' };
const headers = { ...unkept, 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' };

/**
 * Makes a web `Response` of events, as a plain handler of NestJS (from 12.4), Hono, or any other server of web responses may return it.
 *
 * The events are subscribed to when the body is first read. Nothing is sent before the first of them, or before `commitAfterMs`, so an
 * error that comes earlier is the error of the body: NestJS gives it to your exception filters, and it keeps its status. A later error is
 * written as the last event, in the form of `encodeFrames` or `toMessageEvents`, and the stream ends cleanly. A client that goes
 * unsubscribes. A client that is too slow is cut off at `maxPendingChars`.
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
  const sink = new Sink(events$, { heartbeatMs, commitAfterMs, maxPendingChars }, closes$);
  // No chunk is asked for ahead: the answer, which may be paid for, begins when somebody reads.
  const answer = (): Response => new Response(new ReadableStream(sink, { highWaterMark: 0 }), { headers });
  return areAnswerEvents(events$) ? sink.begin().then((hasEvents) => (hasEvents ? answer() : new Response(null, { status: 204, headers: unkept }))) : answer();
}

type Limits = Required<Record<'heartbeatMs' | 'commitAfterMs' | 'maxPendingChars', number>>;

class Sink implements UnderlyingDefaultSource<Uint8Array> {
  readonly #encoder = new TextEncoder();
  readonly #events$: Observable<SseEvent>;
  readonly #limits: Limits;
  readonly #closes$: Observable<unknown>;
  #subscription: Subscription | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sentAtMs = 0;
  #pending = '';
  #committed = false;
  #ended = false;
  /** Resolves the pull that waits for something to send. */
  #wake: () => void = () => undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(events$: Observable<SseEvent>, limits: Limits, closes$: Observable<unknown>) {
    this.#events$ = events$;
    this.#limits = limits;
    this.#closes$ = closes$;
  }

  /** Resolves with whether there is anything to send, once that is known. Rejects with an error that comes before. */
  async begin(): Promise<boolean> {
    await this.#ready();
    if (this.#failure !== undefined) throw this.#failure.error;
    return this.#pending !== '';
  }

  async pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    await this.#ready();
    if (this.#failure !== undefined) {
      controller.error(this.#failure.error);
      return;
    }
    if (this.#pending !== '') {
      controller.enqueue(this.#encoder.encode(this.#pending));
      this.#pending = '';
    }
    if (this.#ended) controller.close();
  }

  cancel(): void {
    this.#end();
  }

  /** Resolves when there is something to send, or the end. */
  async #ready(): Promise<void> {
    if (this.#subscription === undefined) this.#open();
    if (this.#pending === '' && !this.#ended) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  #open(): void {
    this.#beatAfter(this.#limits.commitAfterMs);
    const subscription = new Subscription();
    this.#subscription = subscription;
    const close = (): void => { this.#fail(new ApiError(serverEnds)); };
    let hasBegun = false;
    // Events in the form of a protocol may end at the same moment, and do so in that form.
    subscription.add(this.#closes$.subscribe({
      next: () => { if (hasBegun) queueMicrotask(close); else close(); },
      error: close,
    }));
    if (this.#ended) return;
    hasBegun = true;
    subscription.add(this.#events$.subscribe({
      next: (event) => {
        this.#try(() => {
          this.#send(writeSseEvent(event));
        });
      },
      error: (error: unknown) => {
        this.#fail(error);
      },
      complete: () => {
        this.#end();
      },
    }));
  }

  /** An event that cannot be written ends the stream as a failing source does. */
  #try(send: () => void): void {
    try {
      send();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (this.#ended) return;
    if (this.#committed) this.#pending += (formOf(error)?.events ?? commonForm)(callerError(error)).map(writeSseEvent).join('');
    else this.#failure = { error };
    this.#end();
  }

  #send(text: string): void {
    if (this.#ended) return;
    if (!this.#committed) this.#beatAfter(this.#limits.heartbeatMs);
    this.#committed = true;
    this.#pending += text;
    if (this.#pending.length > this.#limits.maxPendingChars) {
      this.#failure = { error: new ApiError({ type: 'aborted', origin: 'transport', message: 'The client reads too slowly.' }) };
      this.#end();
      return;
    }
    this.#sentAtMs = performance.now();
    this.#wake();
  }

  /** The first event sets another clock, and every further one only notes its time: to set a timer for each would cost more than to send it. */
  #beatAfter(ms: number): void {
    clearTimeout(this.#timer);
    if (ms === Infinity) return;
    this.#timer = setTimeout(() => {
      const restMs = this.#sentAtMs + this.#limits.heartbeatMs - performance.now();
      if (this.#committed && restMs > 0) {
        this.#beatAfter(restMs);
        return;
      }
      this.#send(HEARTBEAT);
      if (!this.#ended) this.#beatAfter(this.#limits.heartbeatMs);
    }, Math.min(Math.ceil(ms), 2 ** 31 - 1));
  }

  #end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#subscription?.unsubscribe();
    this.#wake();
  }
}
