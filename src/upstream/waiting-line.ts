import { asyncScheduler, type Subscription } from 'rxjs';

import { FirstBurst } from './first-burst.js';
import { Openings } from './openings.js';
import { Place } from './place.js';

export interface WaitingLineOptions {
  readonly maxConcurrent: number;
  readonly maxQueued: number;
  /** In how many milliseconds the first in the line may go; asked again after each that went. */
  readonly waitMs: () => number;
  readonly onChange: () => void;
  /** Whether the first burst is spread, as long as no more than `maxQueued` wait for that. */
  readonly spreadsFirst?: boolean;
}

/** Somebody in the line. Both are called at most once, and only one of them. */
export interface Waiter {
  go(place: Place): void;
  fail(error: unknown): void;
}

/** First come, first served: who joins goes when a place is free and nothing holds the line. */
export class WaitingLine {
  readonly #options: WaitingLineOptions;
  readonly #waiters = new Set<Waiter>();
  /** How many places are taken. */
  #taken = 0;
  /** The most that were, since none was. As many connections are open. */
  #mostTaken = 0;
  /** How many are taken by a stream that has not ended. */
  #active = 0;
  readonly #openings = new Openings();
  readonly #firstBurst: FirstBurst | undefined;
  /** Whether those who wait have waited for a place. */
  #isCrowded = false;
  #timer: Subscription | undefined;

  constructor(options: WaitingLineOptions) {
    this.#options = options;
    this.#firstBurst = options.spreadsFirst ? new FirstBurst(() => asyncScheduler.now()) : undefined;
  }

  get active(): number {
    return this.#active;
  }

  get queued(): number {
    return this.#waiters.size;
  }

  /** Whether one more would be too many. Who only waits for the rest of a body does not count: its place is as good as free. */
  get isFull(): boolean {
    const { maxConcurrent, maxQueued, waitMs } = this.#options;
    return this.#waiters.size >= maxQueued + (waitMs() > 0 ? 0 : maxConcurrent - this.#active);
  }

  join(waiter: Waiter): void {
    this.#waiters.add(waiter);
    // Places are free, so nobody is refused for the sake of the first burst: one that is more than may wait goes at once.
    const isTooMany = this.#waiters.size > this.#options.maxQueued;
    if (isTooMany) this.#firstBurst?.end();
    // Behind others there is nothing to look for.
    if (isTooMany || this.#waiters.size === 1) this.advance();
    else this.#options.onChange();
  }

  /** Who waits leaves; nobody else notices. */
  leave(waiter: Waiter): void {
    if (!this.#waiters.delete(waiter)) return;
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
      ms = this.#waitMs();
      if (ms > 0) continue;
      this.#waiters.delete(first);
      first.go(this.#takePlace());
    }
    if (this.#waiters.size === 0) this.#isCrowded = false;
    this.#timer?.unsubscribe();
    // A timer keeps whole milliseconds, and one that rings early would only be set again.
    this.#timer = ms > 0 ? asyncScheduler.schedule(() => { this.advance(); }, Math.ceil(ms)) : undefined;
    this.#options.onChange();
  }

  #waitMs(): number {
    // Who gets the place of another one finds its connection open.
    return Math.max(this.#options.waitMs(), this.#firstBurst?.waitMs ?? 0, this.#isCrowded ? this.#openings.waitMs : 0);
  }

  #takePlace(): Place {
    this.#active += 1;
    this.#taken += 1;
    const isNew = this.#taken > this.#mostTaken;
    this.#mostTaken = Math.max(this.#mostTaken, this.#taken);
    return new Place({
      onConnect: () => {
        this.#firstBurst?.send();
        if (isNew) this.#openings.add();
      },
      onHeard: () => {
        this.#firstBurst?.hear();
        if (isNew) this.#openings.remove();
        if (this.#waiters.size > 0) this.advance();
      },
      onEnd: () => {
        this.#active -= 1;
        this.#options.onChange();
      },
      onFree: () => {
        this.#taken -= 1;
        if (this.#taken + this.#waiters.size === 0) this.#mostTaken = 0;
        this.advance();
      },
    });
  }

  #first(): Waiter | undefined {
    if (this.#taken >= this.#options.maxConcurrent) {
      this.#isCrowded = this.#waiters.size > 0;
      return undefined;
    }
    const [first] = this.#waiters;
    return first;
  }
}
