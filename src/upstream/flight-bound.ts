/** So many of what was served between two refusals may be under way together. */
const SHARE = 0.05;
/** A bound that nobody meets is none. */
const LARGEST = 1_000;
/** How fast the bound grows, whatever waits the upstream states. */
const [SHORTEST_MS, LONGEST_MS] = [1_000, 5_000];

/**
 * Bounds how many requests may wait for their first word, once an upstream has refused some because of a limit that it does not tell. Whatever
 * is under way when the limit is reached is refused, and the slower the upstream, the more that is: so it has to be little of what is served.
 * The bound doubles as long as nothing more is refused, until there is none.
 */
export class FlightBound {
  readonly #now: () => number;
  #most = Infinity;
  #growMs = 0;
  #growsAt = 0;
  #served = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** One request was answered. */
  addAnswer(): void {
    this.#served += 1;
  }

  /** One was refused, and everybody is held for so many milliseconds. */
  tighten(heldMs: number): void {
    this.#most = Math.max(1, Math.floor(this.#served * SHARE));
    this.#served = 0;
    this.#growMs = Math.min(Math.max(heldMs, SHORTEST_MS), LONGEST_MS);
    this.#growsAt = this.#now() + heldMs + this.#growMs;
  }

  /** In how many milliseconds a further request may go, at the latest, while so many are not answered. */
  waitMs(unanswered: number): number {
    while (this.#now() >= this.#growsAt && this.#most < Infinity) {
      this.#most = this.#most > LARGEST ? Infinity : this.#most * 2;
      this.#growsAt += this.#growMs;
    }
    return unanswered < this.#most ? 0 : this.#growsAt - this.#now();
  }
}
