import type { RateLimits } from '../../response-info.js';
import { RateWindow, type Telling } from './rate-window.js';

/** The windows of all limits that an upstream has told. */
export class RateWindows {
  readonly #requests: RateWindow;
  readonly #others: readonly (readonly [Exclude<keyof RateLimits, 'requests'>, RateWindow])[];
  #limits: RateLimits = {};

  /** @param unanswered how many requests are under way that nothing was heard of. */
  constructor(now: () => number, unanswered: () => number) {
    this.#requests = new RateWindow(now, unanswered);
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

  update(limits: RateLimits, telling: Telling): void {
    this.#limits = { ...this.#limits, ...limits };
    if (limits.requests) this.#requests.update(limits.requests, telling);
    // How many tokens the others take nobody knows.
    for (const [name, window] of this.#others) window.update(limits[name] ?? {}, { ...telling, unanswered: 0, maybeAfter: 0 });
  }

  /** One request goes. */
  take(): void {
    this.#requests.take();
  }
}
