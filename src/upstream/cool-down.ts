/** No wait is believed beyond ten minutes: vendors state days, and a hold is for everybody. */
export const LONGEST_HOLD_MS = 600_000;

/**
 * Holds all requests for as long as the server asked of one of them. Afterwards they are let go one by one, over half the time of the hold:
 * released at once, they meet the same limit together (0.64 refusals for each served request, against 0.03).
 */
export class CoolDown {
  readonly #now: () => number;
  #endsAt = 0;
  #spreadEndsAt = 0;
  #nextAt = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** How long the hold lasts from now on, in milliseconds. */
  get leftMs(): number {
    return Math.max(0, this.#endsAt - this.#now());
  }

  /** In how many milliseconds the next request may go. */
  get waitMs(): number {
    return Math.max(this.leftMs, this.#nextAt - this.#now(), 0);
  }

  /** A shorter hold changes nothing while a longer one lasts. */
  hold(ms: number): void {
    const heldMs = Math.min(ms, LONGEST_HOLD_MS);
    const endsAt = this.#now() + heldMs;
    if (endsAt <= this.#endsAt) return;
    this.#endsAt = endsAt;
    this.#spreadEndsAt = endsAt + heldMs / 2;
  }

  /** One request goes: the next follows after its share of what is left of the spread. */
  release(waiting: number): void {
    const now = this.#now();
    this.#nextAt = now < this.#spreadEndsAt ? now + (this.#spreadEndsAt - now) / (waiting + 1) : 0;
  }
}
