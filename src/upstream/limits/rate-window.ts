import type { RateLimit } from '../../response-info.js';
import { LONGEST_HOLD_MS } from './cool-down.js';

/** How long the first request of a new window may take to tell what is left. Then the others go, as far as the limit reaches. */
const UNTOLD_MS = 1_000;

/** The response that tells a limit, among the other requests. */
export interface Telling {
  /** When its request was sent: what it tells is of a moment between that and now. */
  readonly sentAtMs: number;
  /** How many other requests have had no answer yet. */
  readonly unanswered: number;
  /** How many other requests the server may have counted after it: those without an answer, and those that were answered before it. */
  readonly maybeAfter: number;
}

/**
 * Counts down what responses say is left of a limit, so that the request beyond it is not sent.
 *
 * A response tells of the moment at which the server counted its request. It may take its time on the way, and be overtaken by others. So the
 * window that it tells ends somewhere between its reset counted from the request, and its reset counted from now.
 */
export class RateWindow {
  readonly #now: () => number;
  readonly #unanswered: () => number;
  /** How many more may go now; Infinity while nothing is known. */
  #left = Infinity;
  #limit = Infinity;
  /** The window that was told last ends between these two. */
  #endsFrom = -Infinity;
  #endsBy = -Infinity;
  /** When the whole limit is there again. */
  #renewsAt = 0;
  /** Whether a response has told of the window that is counted down now. */
  #isTold = true;
  /** Whether it is to be found out first if a new window has begun: the end may have been rounded, clocks differ, and vendors state days. */
  #isProbing = false;

  /** @param unanswered how many requests are under way that nothing was heard of. */
  constructor(now: () => number, unanswered: () => number) {
    this.#now = now;
    this.#unanswered = unanswered;
  }

  /** In how many milliseconds the next request may go; 0 if one may go now. */
  get waitMs(): number {
    this.#renew();
    return this.#left > 0 ? 0 : this.#renewsAt - this.#now();
  }

  update({ limit, remaining, resetsInMs }: RateLimit, { sentAtMs, unanswered, maybeAfter }: Telling): void {
    // Without a reset nobody knows how long 0 holds; Azure says -1 for "unknown".
    if (remaining === undefined || remaining < 0 || resetsInMs === undefined) return;
    const resetMs = Math.min(resetsInMs, LONGEST_HOLD_MS);
    const [endsFrom, endsBy] = [sentAtMs + resetMs, this.#now() + resetMs];
    // Its end has moved on: it is the next window, or the limit fills up while it is used.
    const isLater = endsFrom > this.#endsBy;
    // It tells of a window that is over, or may do so.
    if (endsBy < this.#endsFrom || (!isLater && !this.#isTold)) return;
    // What goes is counted here too. So only a later window gives something back, and nothing that others may have taken since.
    this.#left = isLater && (this.#isTold || this.#isProbing) ? remaining - maybeAfter : Math.min(this.#left, remaining - unanswered);
    this.#limit = limit !== undefined && limit > 0 ? limit : Infinity;
    this.#endsFrom = Math.max(this.#endsFrom, endsFrom);
    this.#endsBy = Math.max(this.#endsBy, endsBy);
    this.#renewsAt = this.#endsBy;
    this.#isTold = true;
    this.#isProbing = false;
  }

  /** One request goes. */
  take(): void {
    this.#renew();
    this.#left -= 1;
  }

  #renew(): void {
    if (this.#left === Infinity || this.#now() < this.#renewsAt) return;
    // As many find out as are left of the window that may go on. If they find out nothing in time, that is no reason to wait any longer.
    this.#isProbing = !this.#isProbing;
    this.#left = this.#isProbing ? Math.max(this.#left, 1) : this.#limit - this.#unanswered();
    this.#renewsAt = this.#now() + UNTOLD_MS;
    this.#isTold = false;
  }
}
