/** So many may be unheard at once in the beginning. A dead upstream is found out with no more. */
const FIRST = 20;
/** One more may be, each time that nothing was sent and nothing was heard for so long. */
const QUIET_MS = 5;
/** Where so many may be, all may. */
const MOST = 200;

/**
 * Spreads the first burst. Nobody knows the limit of an upstream before it is told or met, and what is sent at once meets it all together. Twenty go;
 * then one for each that is heard of, and a further one every few milliseconds: answers may take their time, but a refusal comes fast, and what
 * it says, or a header, holds those who have not gone yet. All in all that is less than a second where the machine keeps time, once in the life of an upstream.
 */
export class FirstBurst {
  readonly #now: () => number;
  #unheard = 0;
  #mayBeUnheard = FIRST;
  /** When it has been quiet for long enough; undefined where nobody has waited since the last one was sent or heard. */
  #quietAt: number | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** In how many milliseconds the next request may go; 0 if one may go now. */
  get waitMs(): number {
    if (this.#unheard < this.#mayBeUnheard) return 0;
    const now = this.#now();
    this.#quietAt ??= now + QUIET_MS;
    return Math.max(0, this.#quietAt - now);
  }

  /** One request goes. */
  send(): void {
    if (this.#unheard >= this.#mayBeUnheard) this.#mayBeUnheard += 1;
    if (this.#mayBeUnheard >= MOST) this.#mayBeUnheard = Infinity;
    this.#unheard += 1;
    this.#quietAt = undefined;
  }

  /** One of them was answered, or nobody waits for it any more. */
  hear(): void {
    this.#unheard -= 1;
    this.#quietAt = undefined;
  }
}
