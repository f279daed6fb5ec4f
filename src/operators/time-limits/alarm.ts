import { asyncScheduler, type Subscription } from 'rxjs';

import { ApiError } from '../../errors/api-error.js';
import { LONGEST_TIMER_MS } from '../../longest-timer.js';

/**
 * Rings some time after it was last set. It is set anew at every frame, which costs no timer: one that rings too early looks at how
 * much time is left and sleeps again.
 */
export class Alarm {
  #deadline = Infinity;
  #ringsAt = Infinity;
  #timer: Subscription | undefined;
  #isStopped = false;
  /** How much time was left when it was made to pause. */
  #leftMs: number | undefined;

  constructor(private readonly ring: () => void) {}

  /** Counts from now. `Infinity` never rings. */
  set(inMs: number): void {
    if (this.#leftMs !== undefined) {
      this.#leftMs = inMs;
      return;
    }
    this.#deadline = asyncScheduler.now() + inMs;
    if (this.#deadline >= this.#ringsAt || this.#isStopped) return;
    this.#sleep(inMs);
  }

  /** Time stands still until it goes on. A timer that runs finds nothing to ring for. */
  pause(): void {
    this.#leftMs ??= this.#deadline - asyncScheduler.now();
    this.#deadline = Infinity;
  }

  goOn(): void {
    const leftMs = this.#leftMs;
    this.#leftMs = undefined;
    if (leftMs !== undefined) this.set(leftMs);
  }

  /** For good. */
  stop(): void {
    this.#isStopped = true;
    this.#timer?.unsubscribe();
  }

  #sleep(forMs: number): void {
    const delayMs = Math.min(forMs, LONGEST_TIMER_MS);
    this.#timer?.unsubscribe();
    this.#ringsAt = asyncScheduler.now() + delayMs;
    this.#timer = asyncScheduler.schedule(() => {
      this.#ringsAt = Infinity;
      const leftMs = this.#deadline - asyncScheduler.now();
      if (leftMs <= 0) this.ring();
      else if (leftMs < Infinity) this.#sleep(leftMs);
    }, delayMs);
  }
}

/** The error of a limit that was reached. It names the option, because several limits may hold for one stream. */
export function timeout(message: string, option: string): ApiError {
  return new ApiError({ type: 'timeout', origin: 'transport', message, param: option });
}
