import { isPlatformServer } from '@angular/common';
import { HttpBackend } from '@angular/common/http';
import { assertInInjectionContext, computed, DestroyRef, inject, NgZone, PendingTasks, PLATFORM_ID, type Signal, untracked } from '@angular/core';
import { type Observable, type Subscription, tap } from 'rxjs';

import { ApiError, collect, commits, type Completion, type GoodFrame, type Protocol, reliably, type RestartFrame } from '../index.js';
import type { AnswerOptions } from './answer/answer-options.js';
import { type AnswerState, type AnswerStatus, idle, isBusy } from './answer/answer-state.js';
import { CoalescedSignal } from './answer/coalescing.js';
import { COALESCING, RELIABILITY } from './features.js';
import { Framewise } from './framewise.js';
import { isTestingBackend } from './http/is-testing-backend.js';

/** An answer that grows in signals. One object asks as often as it likes, one question at a time. */
export interface Answer {
  /** Where it stands. `streaming` begins at the first output, not at the headers. */
  readonly status: Signal<AnswerStatus>;
  /** Whether it is `waiting`, `streaming` or `retrying`. */
  readonly isBusy: Signal<boolean>;
  /** The text so far; empty before the first of it. What came before a failure or a stop stays until the next `send`. */
  readonly text: Signal<string>;
  /** The answer so far, in neutral words; undefined before the first frame. A new object for each change. */
  readonly completion: Signal<Completion | undefined>;
  /** Why it failed, while `status` is `error`. */
  readonly error: Signal<ApiError | undefined>;
  /** Which attempt this is, or which one begins after the wait: 1 for the first; 0 while nothing was asked. */
  readonly attempt: Signal<number>;
  /** Asks. It ends the answer before, if that still goes on. After its component is destroyed it does nothing. */
  send(body: object): void;
  /** Ends the request, or the wait for a retry, and keeps what has come. Does nothing where nothing goes on. */
  stop(): void;
  /** Asks once more what was asked last. Does nothing before the first `send`. */
  retry(): void;
}

/**
 * Asks through `HttpClient`, and keeps what comes in signals, for a component or a service.
 *
 * @returns an `Answer`. It fails as `reliably()` fails, with one `ApiError` in `error`; nothing is thrown. Destroying what it belongs to
 * aborts its request. Further text is written once for each animation frame (`withCoalescing`), changes of the status at once. While it
 * is busy the application is not stable. On the server it asks nothing, unless `onServer` is given.
 *
 * @example
 * ```ts
 * readonly answer = answer(messages, { maxRetries: 3 });
 * ask(prompt: string): void {
 *   this.answer.send({ model, max_tokens: 1024, messages: [{ role: 'user', content: prompt }] });
 * }
 * ```
 *
 * @param protocol what is sent and read.
 * @param options those of `reliably`, headers and context of the requests, and `onServer`.
 * @throws TypeError, RangeError for an option that is out of its range; NG0203 outside of an injection context.
 */
export function answer<P extends object>(protocol: Protocol<P>, options: AnswerOptions<P> = {}): Answer {
  assertInInjectionContext(answer);
  return new LiveAnswer(protocol, options);
}

class LiveAnswer<P extends object> implements Answer {
  readonly #zone = inject(NgZone);
  readonly #tasks = inject(PendingTasks);
  readonly #isTested = isTestingBackend(inject(HttpBackend));
  readonly #state = new CoalescedSignal<AnswerState>(idle, inject(COALESCING));
  readonly #framesOf: (body: object) => Observable<GoodFrame<P> | RestartFrame>;
  /** How long an answer may take; 0 where nothing is asked, as on a server by default. */
  readonly #limitMs: number | undefined;
  #body: object | undefined;
  #running: Subscription | undefined;
  #isDestroyed = false;

  readonly status = computed(() => this.#state.shown().status);
  readonly isBusy = computed(() => isBusy(this.#state.shown()));
  readonly completion = computed(() => this.#state.shown().completion);
  readonly text = computed(() => this.completion()?.text ?? '');
  readonly error = computed(() => this.#state.shown().error);
  readonly attempt = computed(() => this.#state.shown().attempt);

  constructor(protocol: Protocol<P>, { headers, context, onServer, ...own }: AnswerOptions<P>) {
    const framewise = inject(Framewise);
    const options = { ...inject(RELIABILITY), ...own };
    const attempts = reliably<P>({
      ...options,
      onRetry: (retry) => {
        this.#change({ status: 'retrying', attempt: retry.attempt });
        options.onRetry?.(retry);
      },
    });
    this.#framesOf = (body) => framewise.stream(protocol, body, { headers, context }).pipe(attempts);
    this.#limitMs = isPlatformServer(inject(PLATFORM_ID)) ? (onServer?.timeoutMs ?? 0) : undefined;
    inject(DestroyRef).onDestroy(() => {
      // It may be destroyed while a view renders, where no signal may be written.
      this.#isDestroyed = true;
      this.#state.callOff();
      this.#running?.unsubscribe();
    });
  }

  send(body: object): void {
    if (this.#isDestroyed || this.#limitMs === 0) return;
    this.#body = body;
    untracked(() => {
      this.#running?.unsubscribe();
      this.#change({ ...idle, status: 'waiting', attempt: 1 });
      this.#running = this.#zone.runOutsideAngular(() => this.#ask(body));
    });
  }

  stop(): void {
    if (this.#isDestroyed || !isBusy(this.#state.newest)) return;
    untracked(() => {
      this.#running?.unsubscribe();
      this.#change({ status: 'stopped' });
    });
  }

  retry(): void {
    if (this.#body !== undefined) this.send(this.#body);
  }

  /** Shown at once, with all that has come. */
  #change(change: Partial<AnswerState>): void {
    this.#state.setNow({ ...this.#state.newest, ...change });
  }

  #ask(body: object): Subscription {
    let isStreaming = false;
    let isUrgent = false;
    const look = (frame: GoodFrame<P> | RestartFrame): void => {
      const carriesOutput = frame.kind === 'data' && commits(frame);
      if (frame.kind !== 'restart' && (isStreaming || !carriesOutput)) return;
      isStreaming = carriesOutput;
      isUrgent = true;
    };
    const isDone = this.#isTested ? undefined : this.#tasks.add();
    const running = this.#framesOf(body).pipe(tap(look), collect()).subscribe({
      next: (completion) => {
        const next = { ...this.#state.newest, completion, status: isStreaming ? 'streaming' : this.#state.newest.status } as const;
        this.#state[isUrgent ? 'setNow' : 'setSoon'](next);
        isUrgent = false;
      },
      error: (error: unknown) => {
        this.#change({ status: 'error', error: asApiError(error) });
      },
      complete: () => {
        this.#change({ status: 'done' });
      },
    });
    if (this.#limitMs) {
      const timer = setTimeout(() => { this.stop(); }, this.#limitMs);
      running.add(() => { clearTimeout(timer); });
    }
    running.add(isDone);
    return running;
  }
}

/** A callback of the options may have thrown anything. */
function asApiError(error: unknown): ApiError {
  if (ApiError.is(error)) return error;
  const message = error instanceof Error ? error.message : 'An error that is no ApiError.';
  return new ApiError({ type: 'unknown_error', origin: 'transport', message, raw: error, cause: error });
}
