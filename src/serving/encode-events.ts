import type { OperatorFunction, Subscriber } from 'rxjs';

import { operateBy, Stage } from '../stage.js';
import { callerError } from './caller-error.js';
import { type ErrorForm, noteForm } from './late-errors.js';
import type { SseEvent } from './sse-event.js';

/** Writes the values of one stream as events. */
export interface EventEncoder<V> extends ErrorForm {
  readonly write: (value: V) => readonly SseEvent[];
  /** Whether something is said with this value. */
  readonly isOutput: (value: V) => boolean;
  /** What is written behind the last value. */
  readonly end?: (() => readonly SseEvent[]) | undefined;
}

/**
 * Writes values as events, and holds these until the first value that is output, or the end: an error before it passes as it is, and can
 * still have a status. Behind it every event goes at once; an error is written as events, and the stream completes.
 */
export function encodeEvents<V>(openEncoder: () => EventEncoder<V>): OperatorFunction<V, SseEvent> {
  return operateBy<V, SseEvent>((out) => new EncodingStage(out, openEncoder()));
}

class EncodingStage<V> extends Stage<V, SseEvent> {
  #held: SseEvent[] | undefined = [];
  #hasBegun = false;

  constructor(
    out: Subscriber<SseEvent>,
    private readonly encoder: EventEncoder<V>,
  ) {
    super(out);
  }

  protected override _next(value: V): void {
    let events: readonly SseEvent[];
    try {
      events = this.encoder.write(value);
      if (this.#held !== undefined) {
        this.#held.push(...events);
        if (!this.encoder.isOutput(value)) return;
        events = this.#held;
        this.#held = undefined;
      }
    } catch (error) {
      this.error(error); // a value that cannot be written
      return;
    }
    this.#send(events);
  }

  protected override _complete(): void {
    let rest: readonly SseEvent[];
    try {
      rest = [...(this.#held ?? []), ...(this.encoder.end?.() ?? [])];
    } catch (error) {
      this._error(error);
      return;
    }
    this.#send(rest);
    super._complete();
  }

  protected override _error(error: unknown): void {
    if (!this.#hasBegun) {
      noteForm(error, this.encoder);
      super._error(error);
      return;
    }
    let events: readonly SseEvent[];
    try {
      events = this.encoder.events(callerError(error));
    } catch (failure) {
      super._error(failure);
      return;
    }
    this.#send(events);
    super._complete();
  }

  #send(events: readonly SseEvent[]): void {
    for (const event of events) {
      this.#hasBegun = true;
      this.out.next(event);
    }
  }
}
