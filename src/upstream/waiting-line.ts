import { asyncScheduler, type Subscription } from 'rxjs';

export interface WaitingLineOptions {
  readonly maxConcurrent: number;
  /** In how many milliseconds the first in the line may go; asked again after each that went. */
  readonly waitMs: () => number;
  readonly onChange: () => void;
}

/** Somebody in the line. Both are called at most once, and only one of them. */
export interface Waiter {
  go(): void;
  fail(error: unknown): void;
}

/** First come, first served: who joins goes when a place is free and nothing holds the line. A place is held until it is given back. */
export class WaitingLine {
  readonly #options: WaitingLineOptions;
  readonly #waiters = new Set<Waiter>();
  #active = 0;
  #timer: Subscription | undefined;

  constructor(options: WaitingLineOptions) {
    this.#options = options;
  }

  get active(): number {
    return this.#active;
  }

  get queued(): number {
    return this.#waiters.size;
  }

  /** Whether somebody who joins now has to wait. */
  get isHeld(): boolean {
    return this.#waiters.size > 0 || this.#active >= this.#options.maxConcurrent || this.#options.waitMs() > 0;
  }

  join(waiter: Waiter): void {
    this.#waiters.add(waiter);
    this.advance();
  }

  /** Who waits leaves; nobody else notices. */
  leave(waiter: Waiter): void {
    if (!this.#waiters.delete(waiter)) return;
    this.advance();
  }

  giveBack(): void {
    this.#active -= 1;
    this.advance();
  }

  /** Everybody who waits is told the same, each by an error of its own: who gets one may note something on it. */
  failAll(errorOf: () => unknown): void {
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    this.advance();
    for (const waiter of waiters) waiter.fail(errorOf());
  }

  /**
   * Lets all go that may go, and looks again when the next one may. One that goes may end at once, and so make the line advance meanwhile.
   */
  advance(): void {
    let ms = 0;
    for (let first = this.#first(); first && ms === 0; first = this.#first()) {
      ms = this.#options.waitMs();
      if (ms > 0) continue;
      this.#waiters.delete(first);
      this.#active += 1;
      first.go();
    }
    this.#timer?.unsubscribe();
    // A timer keeps whole milliseconds, and one that rings early would only be set again.
    this.#timer = ms > 0 ? asyncScheduler.schedule(() => { this.advance(); }, Math.ceil(ms)) : undefined;
    this.#options.onChange();
  }

  #first(): Waiter | undefined {
    if (this.#active >= this.#options.maxConcurrent) return undefined;
    const [first] = this.#waiters;
    return first;
  }
}
