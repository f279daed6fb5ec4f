import { type Observable, Subscription } from 'rxjs';

import { ApiError } from '../../index.js';
import { serverEnds } from '../answers/answer-errors.js';
import { callerError } from '../caller-error.js';
import { commonForm, formOf } from '../late-errors.js';
import { type SseEvent, writeSseEvent } from '../sse-event.js';
import { PendingText } from './pending-text.js';

const HEARTBEAT = ': ping\n\n';

type Limits = Record<'heartbeatMs' | 'commitAfterMs' | 'maxPendingChars', number>;

/** The body of an event stream: subscribes to events when it is first read, and gives what there is of them whenever it is read. */
export class EventSink implements UnderlyingDefaultSource<Uint8Array> {
  readonly #pending = new PendingText();
  readonly #events$: Observable<SseEvent>;
  readonly #limits: Limits;
  readonly #closes$: Observable<unknown>;
  #subscription: Subscription | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sentAtMs = 0;
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
    return this.#pending.chars > 0;
  }

  async pull(controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    await this.#ready();
    if (this.#failure !== undefined) {
      controller.error(this.#failure.error);
      return;
    }
    if (this.#pending.chars > 0) {
      controller.enqueue(this.#pending.take());
      this.#sentAtMs = performance.now();
    }
    if (this.#ended) controller.close();
  }

  cancel(): void {
    this.#end();
  }

  /** Resolves when there is something to send, or the end. */
  async #ready(): Promise<void> {
    if (this.#subscription === undefined) this.#open();
    if (this.#pending.chars === 0 && !this.#ended) await new Promise<void>((resolve) => (this.#wake = resolve));
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
        try {
          this.#send(writeSseEvent(event));
        } catch (error) {
          this.#fail(error); // an event that cannot be written
        }
      },
      error: (error: unknown) => {
        this.#fail(error);
      },
      complete: () => {
        this.#end();
      },
    }));
  }

  #fail(error: unknown): void {
    if (this.#ended) return;
    if (this.#committed) this.#pending.add((formOf(error)?.events ?? commonForm)(callerError(error)).map(writeSseEvent).join(''));
    else this.#failure = { error };
    this.#end();
  }

  #send(text: string): void {
    if (this.#ended) return;
    if (!this.#committed) this.#beatAfter(this.#limits.heartbeatMs);
    this.#committed = true;
    this.#pending.add(text);
    if (this.#pending.chars > this.#limits.maxPendingChars) {
      this.#failure = { error: new ApiError({ type: 'aborted', origin: 'transport', message: 'The client reads too slowly.' }) };
      // It may never read, and nothing of this is sent any more.
      this.#pending.clear();
      this.#end();
      return;
    }
    this.#wake();
  }

  /** One clock for all events, which looks when the last chunk went: to set a timer for each event would cost more than to send it. */
  #beatAfter(ms: number): void {
    clearTimeout(this.#timer);
    if (ms === Infinity) return;
    this.#timer = setTimeout(() => { this.#beat(); }, Math.min(Math.ceil(ms), 2 ** 31 - 1));
  }

  #beat(): void {
    const { heartbeatMs } = this.#limits;
    const restMs = this.#committed ? this.#sentAtMs + heartbeatMs - performance.now() : 0;
    if (restMs >= 1) {
      this.#beatAfter(restMs);
      return;
    }
    // Where events wait for a client that does not read, there is no silence to be filled.
    if (this.#pending.chars === 0) this.#send(HEARTBEAT);
    if (!this.#ended) this.#beatAfter(heartbeatMs);
  }

  #end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#subscription?.unsubscribe();
    this.#wake();
  }
}
