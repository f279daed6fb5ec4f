import type { RateLimit, RateLimits } from '../response-info.js';

/** How long to wait for a first answer that tells what is left, where a new window has just begun. */
const UNTOLD_MS = 1_000;
/** Responses of one window tell its end within so many milliseconds: they take their time on the way. */
const SAME_END_MS = 50;

/**
 * Counts down what the last response said is left of a limit, so that the request beyond it is not sent. A response tells what was left
 * when it was answered: requests that have had no answer yet may be counted in it or not, and are taken off to be safe.
 */
class RateWindow {
  readonly #now: () => number;
  readonly #unanswered: () => number;
  #left = Infinity;
  #limit = Infinity;
  #endsAt = 0;
  #isTold = false;

  constructor(now: () => number, unanswered: () => number) {
    this.#now = now;
    this.#unanswered = unanswered;
  }

  /** In how many milliseconds the next request may go; 0 if one may go now. */
  get waitMs(): number {
    this.#renew();
    return this.#left > 0 ? 0 : this.#endsAt - this.#now();
  }

  update({ limit, remaining, resetsInMs }: RateLimit): void {
    // Without a reset nobody knows how long 0 holds; Azure says -1 for "unknown".
    if (remaining === undefined || remaining < 0 || resetsInMs === undefined) return;
    // The request that is answered here is counted in what is left.
    const left = remaining - Math.max(0, this.#unanswered() - 1);
    const endsAt = this.#now() + resetsInMs;
    // Responses overtake each other: an older one must not give back what a newer one has counted. Where the end moves on, the limit fills up.
    const isSameWindow = this.#isTold && endsAt <= this.#endsAt + SAME_END_MS;
    this.#left = isSameWindow ? Math.min(this.#left, left) : left;
    this.#isTold = true;
    this.#limit = limit !== undefined && limit > 0 ? limit : Infinity;
    this.#endsAt = Math.max(endsAt, isSameWindow ? this.#endsAt : 0);
  }

  take(): void {
    this.#renew();
    this.#left -= 1;
  }

  /** A new window has the whole limit; how long it lasts its first response will tell. */
  #renew(): void {
    if (this.#left === Infinity || this.#now() < this.#endsAt) return;
    this.#left = this.#limit - this.#unanswered();
    this.#endsAt = this.#now() + UNTOLD_MS;
    this.#isTold = false;
  }
}

/** The windows of all limits that an upstream has told. */
export class RateWindows {
  readonly #requests: RateWindow;
  readonly #others: readonly (readonly [Exclude<keyof RateLimits, 'requests'>, RateWindow])[];
  #limits: RateLimits = {};

  /** @param unanswered how many requests are under way that nothing was heard of; the one that is answered is among them. */
  constructor(now: () => number, unanswered: () => number) {
    this.#requests = new RateWindow(now, unanswered);
    // How many tokens a request will take nobody knows before.
    this.#others = (['tokens', 'inputTokens', 'outputTokens'] as const).map((name) => [name, new RateWindow(now, () => 0)]);
  }

  /** The limits as they were told last. */
  get limits(): RateLimits {
    return this.#limits;
  }

  /** In how many milliseconds the next request may go; 0 if one may go now. */
  get waitMs(): number {
    return this.#others.reduce((most, [, { waitMs }]) => Math.max(most, waitMs), this.#requests.waitMs);
  }

  update(limits: RateLimits): void {
    this.#limits = { ...this.#limits, ...limits };
    if (limits.requests) this.#requests.update(limits.requests);
    for (const [name, window] of this.#others) window.update(limits[name] ?? {});
  }

  /** One request goes. */
  take(): void {
    this.#requests.take();
  }
}
