/** So many may be unheard at once in the beginning. A dead upstream is found out with no more. */
const FIRST = 20;
/** While somebody waits, one more may be each time that so long has passed. */
const STEP_MS = 5;
/** Where so many may be, all may. */
const MOST = 200;

/**
 * Spreads the first burst. Nobody knows the limit of an upstream before it is told or met, and what is sent at once meets it all together. Twenty go;
 * then one for each that is heard of, and a further one every few milliseconds: answers may take their time, but a refusal comes fast, and what
 * it says, or a header, holds those who have not gone yet. When somebody has waited for 0.9 s in all, steps of timers that ring in time, it is over for good.
 */
export class FirstBurst {
  readonly #now: () => number;
  #unheard = 0;
  #mayBeUnheard = FIRST;
  /** When the next step is; undefined where nobody has waited since the last one. */
  #stepAt: number | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** In how many milliseconds the next request may go; 0 if one may go now. */
  get waitMs(): number {
    if (this.#unheard < this.#mayBeUnheard) return 0;
    const now = this.#now();
    // A clock may be set back.
    this.#stepAt = Math.min(this.#stepAt ?? Infinity, now + STEP_MS);
    return Math.max(0, this.#stepAt - now);
  }

  /** One request goes. */
  send(): void {
    if (this.#unheard >= this.#mayBeUnheard) {
      this.#mayBeUnheard += 1;
      this.#stepAt = undefined;
    }
    if (this.#mayBeUnheard >= MOST) this.end();
    this.#unheard += 1;
  }

  /** One of them was answered, or nobody waits for it any more. */
  hear(): void {
    this.#unheard -= 1;
  }

  /** All may go from now on. */
  end(): void {
    this.#mayBeUnheard = Infinity;
  }
}
