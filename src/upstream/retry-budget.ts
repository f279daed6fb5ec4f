export interface RetryBudgetOptions {
  readonly ratio: number;
  readonly reserve: number;
}

/** Whole numbers add up exactly; ten times 0.1 does not. */
const SHARES = 1_000_000;

/** Calls that come together fail together, also when that takes its time, and pay for each other's retries. What was longer ago says nothing of now. */
const WINDOW_MS = 5_000;

/**
 * Bounds what retries add to the load of an upstream: each call pays in `ratio`, each retry takes out one. So there are never more requests
 * than `(1 + ratio)` times the calls, and the reserve. Saved up are no more than the reserve and what the calls of the last five to
 * ten seconds have paid in.
 *
 * Source: https://finagle.github.io/blog/2016/02/08/retry-budgets/
 */
export class RetryBudget {
  readonly #ratio: number;
  readonly #reserve: number;
  readonly #now: () => number;
  #balance: number;
  #refused = 0;
  #window = 0;
  /** What was paid in during this window, and during the one before. */
  #paidIn: readonly [current: number, previous: number] = [0, 0];

  constructor({ ratio, reserve }: RetryBudgetOptions, now: () => number) {
    this.#ratio = Math.round(ratio * SHARES);
    this.#reserve = Math.round(reserve * SHARES);
    this.#balance = this.#reserve;
    this.#now = now;
  }

  /** How many retries may follow at once. */
  get left(): number {
    this.#forget();
    return Math.floor(this.#balance / SHARES);
  }

  /** How many retries were refused so far. */
  get refused(): number {
    return this.#refused;
  }

  addCall(): void {
    this.#forget();
    const [current, previous] = this.#paidIn;
    this.#paidIn = [current + this.#ratio, previous];
    this.#balance += this.#ratio;
  }

  /** @returns whether a retry may be made; it is paid for then. */
  takeRetry(): boolean {
    if (this.left < 1) {
      this.#refused += 1;
      return false;
    }
    this.#balance -= SHARES;
    return true;
  }

  #forget(): void {
    const window = Math.floor(this.#now() / WINDOW_MS);
    if (window !== this.#window) this.#paidIn = [0, window === this.#window + 1 ? this.#paidIn[0] : 0];
    this.#window = window;
    // Without a reserve one retry can still be saved up for, however rare the calls are.
    this.#balance = Math.min(this.#balance, Math.max(this.#reserve + this.#paidIn[0] + this.#paidIn[1], SHARES));
  }
}
