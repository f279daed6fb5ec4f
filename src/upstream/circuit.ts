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
  /** Those of all attempts are in the order in which they were sent. */
  readonly turn: number;
}

export interface CircuitOptions {
  readonly failuresInRow: number;
  readonly openMs: number;
}

/**
 * Stops asking an upstream that fails for everybody. It opens after a number of failures in a row, not at a share of failures: at 50 %
 * failing a share opens at once and answers 22 % of the calls, 20 in a row stays closed and answers 55 % (docs/resilience.md).
 *
 * A failure often comes sooner than the first word of an answer. So where the row is long enough, attempts that were sent among those of
 * the row are waited for: for their verdicts, or for `openMs`. A success of one that was sent in the row, or later, closes the circuit again.
 *
 * It knows no timer: it is asked, and looks at the clock.
 */
export class Circuit {
  readonly #options: CircuitOptions;
  readonly #now: () => number;
  readonly #unjudged = new Set<Pass>();
  #turns = 0;
  #failures = 0;
  /** Between which turns the attempts of the row were sent. */
  #from = Infinity;
  #to = -Infinity;
  /** Who may still end a row that is long enough. */
  #awaited: Set<Pass> | undefined;
  #awaitedUntil = 0;
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
    const pass = { isProbe, era: this.#era, turn: this.#turns };
    this.#turns += 1;
    this.#unjudged.add(pass);
    return pass;
  }

  report(pass: Pass, verdict: Verdict): void {
    this.#unjudged.delete(pass);
    this.#awaited?.delete(pass);
    if (verdict === 'success' && this.#probeAt !== undefined && pass.turn > this.#from) this.#close();
    if (pass.era !== this.#era) return;
    if (pass.isProbe) this.#judgeProbe(verdict);
    else this.#judge(pass, verdict);
  }

  #judgeProbe(verdict: Verdict): void {
    if (verdict === 'failure') this.#open();
    else if (verdict === 'nothing') this.#probeAt = this.#now();
    else this.#close();
  }

  #judge(pass: Pass, verdict: Verdict): void {
    if (verdict === 'success') {
      this.#startRow();
      return;
    }
    if (verdict === 'failure') {
      this.#failures += 1;
      this.#from = Math.min(this.#from, pass.turn);
      this.#to = Math.max(this.#to, pass.turn);
    }
    if (this.#failures >= this.#options.failuresInRow && !this.#mayEndRow()) this.#open();
  }

  #mayEndRow(): boolean {
    if (this.#awaited === undefined) {
      this.#awaited = new Set([...this.#unjudged].filter(({ turn }) => turn > this.#from && turn < this.#to));
      this.#awaitedUntil = this.#now() + this.#options.openMs;
    }
    return this.#awaited.size > 0 && this.#now() < this.#awaitedUntil;
  }

  #startRow(): void {
    this.#failures = 0;
    this.#from = Infinity;
    this.#to = -Infinity;
    this.#awaited = undefined;
  }

  #open(): void {
    this.#era += 1;
    this.#isProbing = false;
    this.#probeAt = this.#now() + this.#options.openMs;
  }

  #close(): void {
    this.#era += 1;
    this.#isProbing = false;
    this.#probeAt = undefined;
    this.#startRow();
  }
}
