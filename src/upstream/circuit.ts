/** `closed`: requests pass. `open`: none does. `half-open`: one passes, to find out. */
export type CircuitState = 'closed' | 'open' | 'half-open';

/**
 * What an attempt said of the upstream. `failure` counts towards opening. `success` ends a row of failures. `alive` proves that somebody
 * answers, which is enough for a probe, and says nothing else. `nothing` proves nothing: the caller left, or never asked.
 */
export type Verdict = 'success' | 'failure' | 'alive' | 'nothing';

/** What an admitted attempt holds until it knows its verdict. */
export interface Pass {
  readonly isProbe: boolean;
  /** How often the circuit had changed its state before: a verdict from before the last change is ignored. */
  readonly era: number;
}

export interface CircuitOptions {
  readonly failuresInRow: number;
  readonly openMs: number;
}

/**
 * Stops asking an upstream that fails for everybody. It opens after a number of failures in a row, not at a share of failures: at 50 %
 * failing a share opens at once and answers 22 % of the calls, 20 in a row stays closed and answers 55 % (docs/resilience.md).
 *
 * It knows no timer: it is asked, and looks at the clock.
 */
export class Circuit {
  readonly #options: CircuitOptions;
  readonly #now: () => number;
  #failures = 0;
  #era = 0;
  /** When it opens for a probe; undefined while it is closed. */
  #probeAt: number | undefined;
  #isProbing = false;

  constructor(options: CircuitOptions, now: () => number) {
    this.#options = options;
    this.#now = now;
  }

  get state(): CircuitState {
    if (this.#probeAt === undefined) return 'closed';
    return this.#isProbing || this.#now() >= this.#probeAt ? 'half-open' : 'open';
  }

  /** In how many milliseconds the next attempt may pass; 0 if one may pass now. */
  get waitMs(): number {
    return this.#probeAt === undefined ? 0 : Math.max(0, this.#probeAt - this.#now());
  }

  /** Lets one attempt pass; undefined where none may. */
  enter(): Pass | undefined {
    if (this.waitMs > 0) return undefined;
    const isProbe = this.#probeAt !== undefined;
    if (isProbe) {
      // A probe that hangs lets another one through after the same time.
      this.#isProbing = true;
      this.#probeAt = this.#now() + this.#options.openMs;
    }
    return { isProbe, era: this.#era };
  }

  report({ isProbe, era }: Pass, verdict: Verdict): void {
    if (era !== this.#era) return;
    if (verdict === 'failure') {
      this.#failures += 1;
      if (isProbe || this.#failures >= this.#options.failuresInRow) this.#open();
    } else if (isProbe) {
      if (verdict === 'nothing') this.#probeAt = this.#now();
      else this.#close();
    } else if (verdict === 'success') {
      this.#failures = 0;
    }
  }

  #open(): void {
    this.#era += 1;
    this.#isProbing = false;
    this.#probeAt = this.#now() + this.#options.openMs;
  }

  #close(): void {
    this.#era += 1;
    this.#isProbing = false;
    this.#failures = 0;
    this.#probeAt = undefined;
  }
}
