import type { RateLimit, RateLimits } from '../response-info.js';

/** How long to wait for a first answer that tells what is left, where a new window has just begun. */
const UNTOLD_MS = 1_000;

/**
 * Counts down what the last response said is left of a limit, so that the request beyond it is not sent. A response tells what was left
 * when it was answered: requests that have had no answer yet may be counted in it or not, and are taken off to be safe.
 */
class RateWindow {
  readonly #now: () => number;
  #left = Infinity;
  #limit = Infinity;
  #endsAt = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** In how many milliseconds the next request may go; 0 if one may go now. */
  get waitMs(): number {
    this.#renew();
    return this.#left > 0 ? 0 : this.#endsAt - this.#now();
  }

  /** @param unanswered how many requests are under way that nothing was heard of. */
  update({ limit, remaining, resetsInMs }: RateLimit, unanswered: number): void {
    // Without a reset nobody knows how long 0 holds; Azure says -1 for "unknown".
    if (remaining === undefined || remaining < 0 || resetsInMs === undefined) return;
    this.#left = remaining - unanswered;
    this.#limit = limit !== undefined && limit > 0 ? limit : Infinity;
    this.#endsAt = this.#now() + resetsInMs;
  }

  take(): void {
    this.#renew();
    this.#left -= 1;
  }

  /** A new window has the whole limit; how long it lasts its first response will tell. */
  #renew(): void {
    if (this.#left === Infinity || this.#now() < this.#endsAt) return;
    this.#left = this.#limit;
    this.#endsAt = this.#now() + UNTOLD_MS;
  }
}

/** The windows of all limits that an upstream has told. */
export class RateWindows {
  readonly #requests: RateWindow;
  readonly #others: readonly (readonly [Exclude<keyof RateLimits, 'requests'>, RateWindow])[];
  #limits: RateLimits = {};

  constructor(now: () => number) {
    this.#requests = new RateWindow(now);
    this.#others = (['tokens', 'inputTokens', 'outputTokens'] as const).map((name) => [name, new RateWindow(now)]);
  }

  /** The limits as they were told last. */
  get limits(): RateLimits {
    return this.#limits;
  }

  /** In how many milliseconds the next request may go; 0 if one may go now. */
  get waitMs(): number {
    return this.#others.reduce((most, [, { waitMs }]) => Math.max(most, waitMs), this.#requests.waitMs);
  }

  /** @param unanswered how many requests are under way that nothing was heard of; the one that is answered here is among them. */
  update(limits: RateLimits, unanswered: number): void {
    this.#limits = { ...this.#limits, ...limits };
    if (limits.requests) this.#requests.update(limits.requests, Math.max(0, unanswered - 1));
    // How many tokens a request will take nobody knows before.
    for (const [name, window] of this.#others) window.update(limits[name] ?? {}, 0);
  }

  /** One request goes. */
  take(): void {
    this.#requests.take();
  }
}
