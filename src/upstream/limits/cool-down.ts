/** No wait is believed beyond ten minutes: vendors state days, and a hold is for everybody. */
export const LONGEST_HOLD_MS = 600_000;

/** Holds all requests for as long as the server asked of one of them. How they go afterwards is for the pace to say. */
export class CoolDown {
  readonly #now: () => number;
  #endsAt = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** How long the hold lasts from now on, in milliseconds. */
  get leftMs(): number {
    return Math.max(0, this.#endsAt - this.#now());
  }

  /** A shorter hold changes nothing while a longer one lasts. */
  hold(ms: number): void {
    this.#endsAt = Math.max(this.#endsAt, this.#now() + Math.min(ms, LONGEST_HOLD_MS));
  }
}
