import { BehaviorSubject, type Observable, type Subscription, throwError } from 'rxjs';

import type { Frame, GoodFrame, RestartFrame } from './frame.js';
import { mistakeIn, openFrames, streamOptionNames, type StreamOptions } from './open-frames.js';
import { reliably, reliablyOf, type ReliablyOptions } from './operators/reliably.js';
import type { Protocol } from './protocol.js';
import { invalidRequest } from './wire/opening/invalid-request.js';
import type { RequestOptions } from './wire/opening/request.js';
import type { OpenResponse } from './wire/opening/response-like.js';

/** What `pullFrames` takes beside a request: what `streamFrames` takes, and whether to retry. */
export interface PullOptions<R = boolean | ReliablyOptions> extends StreamOptions {
  /** Whether `reliably()` stands between the request and the loop, or the options of it. Default false: each frame as it comes, those of errors too. */
  readonly reliably?: R | undefined;
}

const optionNames = { ...streamOptionNames, reliably: 1 };

/**
 * Frames for a loop, which the socket is read for only as fast as they are taken.
 *
 * @returns an iterable whose every loop sends its own request, when it asks for the first frame, and gives the frames that `streamFrames`
 * gives, from the same parser. A chunk of the body is read when all frames of the one before have been taken and somebody waits for another; so a
 * slow loop makes the server wait, and little is kept in memory.
 *
 * The loop ends after the last frame, and throws what would be the Observable's error. Leaving it closes the socket at once. Several
 * `next()` may wait at a time: the frames go to them in order.
 *
 * With `reliably` it retries as `reliably()` does, up to the first frame that commits, and fails where no whole answer comes. The limits of a
 * stall count only while the loop waits for a frame; `failAfterMs` counts all the time. A server may end an answer that nobody takes
 * for long: how much it waits is its own affair.
 *
 * ```ts
 * for await (const frame of pullFrames(messages, request, { reliably: true })) {
 *   for (const delta of 'deltas' in frame ? frame.deltas : []) {
 *     if (delta.type === 'text') await database.append(delta.text);
 *   }
 * }
 * ```
 *
 * @param protocol what the request is sent as and the payloads are read as.
 * @param source a way to get a `Response`, or the options of a request.
 * @param options those of `streamFrames`, and `reliably`.
 * @throws TypeError, RangeError where it is called, for an option of `reliably` that is out of its range.
 */
export function pullFrames<P extends object>(
  protocol: Protocol<P>,
  source: OpenResponse | RequestOptions,
  options?: PullOptions<false>,
): AsyncIterable<Frame<P>>;
/** The same through `reliably()`: no frame is an error. */
export function pullFrames<P extends object>(
  protocol: Protocol<P>,
  source: OpenResponse | RequestOptions,
  options: PullOptions<true | (ReliablyOptions<P> & { afterOutput?: 'fail' | undefined })>,
): AsyncIterable<GoodFrame<P>>;
/** The same with `afterOutput: 'restart'`: restart frames may come, and the type says so. */
export function pullFrames<P extends object>(
  protocol: Protocol<P>,
  source: OpenResponse | RequestOptions,
  options: PullOptions<boolean | ReliablyOptions<P>>,
): AsyncIterable<Frame<P> | RestartFrame>;
export function pullFrames<P extends object>(
  protocol: Protocol<P>,
  source: OpenResponse | RequestOptions,
  options: PullOptions<boolean | ReliablyOptions<P>> = {},
): AsyncIterable<Frame<P> | RestartFrame> {
  const mistake = mistakeIn('pullFrames', protocol, source, options, optionNames);
  if (mistake !== undefined) return { [Symbol.asyncIterator]: () => new Puller(() => throwError(() => invalidRequest(mistake))) };
  const { reliably: settings = false, ...others } = options;
  const retries = settings === true ? {} : settings;
  if (retries) reliably(retries); // mistakes are told here, and not by the first loop
  const open = (demand: Observable<boolean>): Observable<Frame<P> | RestartFrame> => {
    const frames = openFrames(protocol, source, others, demand);
    return retries ? frames.pipe(reliablyOf(retries, demand)) : frames;
  };
  return { [Symbol.asyncIterator]: () => new Puller(open) };
}

/** Somebody who waits for a value. */
interface Waiting<T> {
  readonly resolve: (result: IteratorResult<T, undefined>) => void;
  readonly reject: (error: unknown) => void;
}

const DONE = { done: true, value: undefined } as const;

/**
 * An Observable as an iterator. RxJS itself keeps whatever a slow consumer has not taken; here the source is told whether anybody waits, and
 * is to send no more while nobody does. It is written by hand because `return()` of an async generator waits for its `next()`.
 */
class Puller<T> implements AsyncIterableIterator<T, undefined> {
  readonly #demand = new BehaviorSubject(false);
  readonly #source: Observable<T>;
  readonly #waiting: Waiting<T>[] = [];
  #subscription: Subscription | undefined;
  /** What came with one chunk, and how much of it has been taken. */
  #ready: T[] = [];
  #taken = 0;
  /** How the source has ended, as far as nobody has been told. */
  #failure: { readonly error: Error } | undefined;
  #hasEnded = false;

  /** @param open makes the source. What it is given says, at once and at each change, whether somebody waits. */
  constructor(open: (demand: Observable<boolean>) => Observable<T>) {
    this.#source = open(this.#demand);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#taken < this.#ready.length) return Promise.resolve({ done: false, value: this.#take() });
    if (this.#failure !== undefined) {
      const { error } = this.#failure;
      this.#failure = undefined;
      return Promise.reject(error);
    }
    if (this.#hasEnded) return Promise.resolve(DONE);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      if (this.#waiting.length === 1) this.#demand.next(true);
      this.#subscription ??= this.#subscribe();
    });
  }

  /** Nobody wants the rest. */
  return(): Promise<IteratorResult<T, undefined>> {
    this.#ready = [];
    this.#taken = 0;
    this.#failure = undefined;
    this.#subscription?.unsubscribe();
    this.#end();
    return Promise.resolve(DONE);
  }

  #subscribe(): Subscription {
    return this.#source.subscribe({
      next: (value) => { this.#give(value); },
      error: (error: unknown) => {
        const first = this.#waiting.shift();
        if (first) first.reject(error);
        else this.#failure = { error: error as Error };
        this.#end();
      },
      complete: () => { this.#end(); },
    });
  }

  #give(value: T): void {
    const first = this.#waiting.shift();
    if (first === undefined) {
      this.#ready.push(value);
      return;
    }
    if (this.#waiting.length === 0) this.#demand.next(false);
    first.resolve({ done: false, value });
  }

  #take(): T {
    const value = this.#ready[this.#taken++] as T;
    if (this.#taken === this.#ready.length) {
      this.#ready = [];
      this.#taken = 0;
    }
    return value;
  }

  #end(): void {
    this.#hasEnded = true;
    this.#demand.complete();
    for (const { resolve } of this.#waiting.splice(0)) resolve(DONE);
  }
}
