import { isObject } from '../../payload-object.js';
import { indexIn } from '../schema/wire-index.js';
import { idIn } from '../wire-text.js';

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

/** The id of the call that a block is, where it is one. */
export function callIdOf(block: unknown): string | undefined {
  return isObject(block) && block.type === 'tool_use' ? idIn(block.id) : undefined;
}
