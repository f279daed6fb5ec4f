import { asyncScheduler } from 'rxjs';

/** How long a request that may have to open a connection keeps those behind it waiting. It takes two or three round trips. */
const OPENING_MS = 1_000;

/** The requests for which a connection may have to be opened, and of which nothing was heard yet: one that finds a connection open would overtake them. */
export class Openings {
  #unheard = 0;
  #latestMs = 0;

  /** In how many milliseconds nobody is overtaken any more. */
  get waitMs(): number {
    return this.#unheard === 0 ? 0 : Math.max(0, this.#latestMs + OPENING_MS - asyncScheduler.now());
  }

  add(): void {
    this.#unheard += 1;
    this.#latestMs = asyncScheduler.now();
  }

  remove(): void {
    this.#unheard -= 1;
  }
}
