import { indexIn } from '../schema/wire-index.js';

/** Numbers the blocks of one answer. Where `index` is no number, or a negative one, a start begins a new block, and any other event means the block that was spoken of last. */
export class BlockNumbers {
  #latest = 0;
  #next = 0;

  /** @param begins whether the event begins a block. */
  number(index: unknown, begins: boolean): number {
    const number = indexIn(index);
    if (number !== undefined) this.#latest = number;
    else if (begins) this.#latest = this.#next;
    this.#next = Math.max(this.#next, this.#latest + 1);
    return this.#latest;
  }
}
