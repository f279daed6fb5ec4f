export interface RetryBudgetOptions {
  readonly ratio: number;
  readonly reserve: number;
}

/** Whole numbers add up exactly; ten times 0.1 does not. */
const SHARES = 1_000_000;

/**
 * Bounds what retries add to the load of an upstream: each call pays in `ratio`, each retry takes out one. So there are never more requests
 * than `(1 + ratio)` times the calls, and the reserve. A quiet time saves up no more than the reserve: what was true then says nothing
 * of now.
 *
 * Source: https://finagle.github.io/blog/2016/02/08/retry-budgets/
 */
export class RetryBudget {
  readonly #ratio: number;
  readonly #most: number;
  #balance: number;
  #refused = 0;

  constructor({ ratio, reserve }: RetryBudgetOptions) {
    this.#ratio = Math.round(ratio * SHARES);
    this.#balance = Math.round(reserve * SHARES);
    this.#most = Math.max(this.#balance, SHARES);
  }

  /** How many retries may follow at once. */
  get left(): number {
    return Math.floor(this.#balance / SHARES);
  }

  /** How many retries were refused so far. */
  get refused(): number {
    return this.#refused;
  }

  addCall(): void {
    this.#balance = Math.min(this.#balance + this.#ratio, this.#most);
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
}
