import { type FinishReason, saysSomething, type Usage } from '../answer/delta.js';
import { ApiError } from '../errors/api-error.js';
import type { Frame } from '../frame.js';
import type { CallEnd, CallHooks, CallInfo, StreamObserver } from './stream-observer.js';

/** One call, over all its attempts, and those who observe it. */
export class ObservedCall {
  readonly #hooks = new Map<StreamObserver, CallHooks>();
  /** Those who want every frame. */
  #watchers: CallHooks[] = [];
  #requests = 0;
  #hasFrame = false;
  #hasOutput = false;
  #failure: { readonly error: unknown } | undefined;
  /** How the last attempt looks so far. */
  #attempt = new AttemptFacts();

  /** Whether a stream tells of its frames itself, so that nobody else need. */
  get isTold(): boolean {
    return this.#requests > 0;
  }

  /** Starts an observer, unless it observes this call already. */
  add(observer: StreamObserver, info: CallInfo): void {
    if (this.#hooks.has(observer)) return;
    const hooks = quietly(() => observer.start(info)) ?? {};
    this.#hooks.set(observer, hooks);
    if (hooks.frame) this.#watchers.push(hooks);
  }

  /** A request is about to be sent. What the attempt before it said does not count any more, unless this one continues it. */
  request(info: CallInfo, continues = false): void {
    this.#requests += 1;
    if (!continues) this.#attempt = new AttemptFacts();
    this.tell('request', info);
  }

  tell<Name extends Exclude<keyof CallHooks, 'end'>>(name: Name, ...args: Parameters<NonNullable<CallHooks[Name]>>): void {
    for (const hooks of this.#hooks.values()) quietly(() => (hooks[name] as ((...given: unknown[]) => void) | undefined)?.(...args));
  }

  /** A frame has come. It can be passed on without its object. */
  readonly onFrame = (frame: Frame<unknown>): void => {
    if (!this.#hasOutput || !isPieceOfText(frame)) this.#look(frame);
    if (this.#watchers.length > 0) for (const hooks of this.#watchers) quietly(() => hooks.frame?.(frame));
  };

  #look(frame: Frame<unknown>): void {
    this.#attempt.add(frame);
    if (this.#hasOutput || frame.kind === 'error') return;
    if (!this.#hasFrame) this.tell('firstFrame');
    this.#hasFrame = true;
    this.#hasOutput = frame.kind !== 'unknown' && frame.deltas.some(saysSomething);
    if (this.#hasOutput) this.tell('firstOutput');
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
  }

  /** The stream has ended by itself: with a whole answer, or without one. */
  complete(): void {
    if (this.#attempt.isWhole) return;
    this.fail(this.#attempt.error ?? new ApiError({ type: 'truncated_stream', origin: 'protocol', message: 'No terminal frame came.' }));
  }

  end(): void {
    const { isWhole, error: late, id, model, usage, finishReasons } = this.#attempt;
    const failure = this.#failure ?? (late && { error: late });
    const isCancelled = failure ? ApiError.is(failure.error) && failure.error.origin === 'transport' && failure.error.type === 'aborted' : !isWhole;
    const outcome = isCancelled ? 'cancelled' : failure ? 'error' : 'done';
    const end: CallEnd = { outcome, error: failure?.error, requests: this.#requests, id, model, usage, finishReasons: [...finishReasons.values()] };
    for (const hooks of this.#hooks.values()) quietly(() => hooks.end?.(end));
    this.#hooks.clear();
  }
}

/** What the frames of one attempt say of it, in sum. */
class AttemptFacts {
  id: string | undefined;
  model: string | undefined;
  usage: Usage | undefined;
  isWhole = false;
  error: ApiError | undefined;
  readonly finishReasons = new Map<number, FinishReason>();

  add(frame: Frame<unknown>): void {
    if (frame.kind === 'error') this.error = frame.error;
    if (frame.kind === 'terminal') this.isWhole = true;
    if (frame.kind !== 'data' && frame.kind !== 'terminal') return;
    for (const delta of frame.deltas) {
      if (delta.type === 'usage') {
        this.usage = { ...this.usage, ...delta.usage };
      } else if (delta.type === 'finish') {
        this.finishReasons.set(delta.choice, delta.reason);
      } else if (delta.type === 'start') {
        this.id = delta.id ?? this.id;
        this.model = delta.model ?? this.model;
      }
    }
  }
}

/** Nearly every frame is one, and nothing else of it is told. */
function isPieceOfText(frame: Frame<unknown>): boolean {
  return frame.kind === 'data' && frame.deltas.length === 1 && frame.deltas[0]?.type === 'text';
}

/** Who watches must not break what is watched. */
function quietly<T>(hook: () => T): T | undefined {
  try {
    return hook();
  } catch {
    return undefined;
  }
}
