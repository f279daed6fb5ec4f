import type { Telling } from './rate-window.js';

/** One request that was sent. */
export interface Flight {
  readonly sentAtMs: number;
  /** How many requests had been answered before it was sent. */
  readonly answeredBefore: number;
}

/** How long a response may have been on its way of which nobody knows to which request it belongs. */
const UNKNOWN_MS = 50;

/** The requests that were sent, and those of them that nothing was heard of yet. */
export class Flights {
  readonly #unanswered = new Set<unknown>();
  #sent = 0;

  /** How many are not answered. */
  get unanswered(): number {
    return this.#unanswered.size;
  }

  send(sentAtMs: number): Flight {
    const flight = { sentAtMs, answeredBefore: this.#sent - this.#unanswered.size };
    this.#sent += 1;
    this.#unanswered.add(flight);
    return flight;
  }

  /** Its response has come, or nobody waits for one any more. @returns whether that is news. */
  answer(flight: unknown): boolean {
    return this.#unanswered.delete(flight);
  }

  /** The response of this flight has come. One that is none of these may be the response of any: then one of them is answered. */
  telling(flight: unknown, nowMs: number): Telling {
    if (!this.answer(flight)) {
      const others = Math.max(0, this.unanswered - 1);
      return { sentAtMs: nowMs - UNKNOWN_MS, unanswered: others, maybeAfter: others };
    }
    const { sentAtMs, answeredBefore } = flight as Flight;
    return { sentAtMs, unanswered: this.unanswered, maybeAfter: this.#sent - answeredBefore - 1 };
  }
}
