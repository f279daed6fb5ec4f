import { JSONParser } from '@streamparser/json';

import { MAX_DEPTH } from './json-scan.js';

type Container = unknown[] | Record<string, unknown>;
type Key = string | number | undefined;

/**
 * How many entries of lists may be copied for each character that arrives. It makes the cost of all snapshots linear: the snapshot of
 * a very wide list waits until enough characters have arrived to pay for the copy.
 *
 * Example: a list of 1,000 numbers is open, nothing is saved up, and pieces of 3 characters follow: `,12`. A snapshot copies 1,000
 * entries, and a piece pays for 3 * 32 = 96 of them. So every eleventh piece brings a snapshot. In a list of 80 each piece would.
 */
const COPIES_PER_CHAR = 32;

/** What it costs to copy one entry of an object, in entries of lists. A list is cheaper, because it is copied as one piece of memory. */
const OBJECT_ENTRY_COST = 8;

/**
 * The value of a JSON text that arrives in pieces, as far as it is certain. Strings grow; numbers and words are there once they have
 * ended. A text that is no JSON stops growing where it stops being JSON, without a complaint.
 *
 * Example: after `{"a":[1,2` the value is `{ a: [1] }`, because 2 may become 23. Two containers are open, and `#costs` is [1, 2]: 1 for
 * each container, and 1 for the entry 1. After `,3],"b":"x` the value is `{ a: [1, 2, 3], b: 'x' }`, and `#costs` is [9]: the list is
 * closed, so it is shared from now on, and counts as an entry of the object, which costs 8. `x` is loose: it still grows, so the parser
 * has not put it into its container yet.
 */
export class PartialJson {
  readonly #parser = new JSONParser({ emitPartialTokens: true, emitPartialValues: true });
  /** The containers around the innermost open one; the parser's own, and alive. */
  #outer: readonly { readonly key?: Key; readonly value?: unknown }[] = [];
  #innermost: Container | undefined;
  /** The value that belongs to no container yet: a string that still grows, or the document itself. */
  #loose: { readonly key: Key; readonly value: unknown } | undefined;
  /** What it costs to copy each open container, and all of them together. */
  readonly #costs: number[] = [];
  #cost = 0;
  #credit = 0;
  #isNews = false;
  #isOver = false;

  constructor() {
    this.#parser.onValue = ({ value, key, parent, stack, partial = false }) => {
      if (stack.length > MAX_DEPTH) throw new RangeError('nested too deeply');
      // Of what is still being read only a string may be shown: `tr` is not true yet, and 12 may become 123.
      const isLoose = partial ? typeof value === 'string' : parent === undefined;
      const isScalar = partial ? isLoose : typeof value !== 'object' || value === null;
      const opens = stack.length > this.#costs.length;
      this.#isNews ||= opens || (isScalar && value !== this.#loose?.value);
      this.#count(stack.length, partial ? 0 : Array.isArray(parent) ? 1 : OBJECT_ENTRY_COST);
      this.#outer = stack;
      this.#innermost = parent;
      this.#loose = isLoose ? { key, value } : undefined;
    };
  }

  write(piece: string): void {
    if (this.#isOver) return;
    this.#credit += piece.length * COPIES_PER_CHAR;
    try {
      this.#parser.write(piece);
    } catch {
      this.#isOver = true;
    }
  }

  /**
   * The value so far. It never changes afterwards, and it shares every closed part with the snapshot before.
   *
   * @returns `undefined` where there is no news, or where the copy is not paid for yet.
   */
  snapshot(): { readonly value: unknown } | undefined {
    if (!this.#isNews || this.#credit < this.#cost) return undefined;
    this.#credit -= this.#cost;
    this.#isNews = false;
    if (this.#innermost === undefined) return this.#loose && { value: this.#loose.value };

    let value = copy(this.#innermost);
    if (this.#loose !== undefined) put(value, this.#loose.key, this.#loose.value);
    for (let level = this.#outer.length - 1; level > 0; level -= 1) {
      const { key, value: container } = this.#outer[level] as { key: Key; value: Container };
      const outer = copy(container);
      put(outer, key, value);
      value = outer;
    }
    return { value };
  }

  #count(depth: number, entryCost: number): void {
    while (this.#costs.length > depth) this.#cost -= this.#costs.pop() ?? 0;
    for (; this.#costs.length < depth; this.#cost += 1) this.#costs.push(1);
    if (depth === 0) return;
    this.#costs[depth - 1] = (this.#costs[depth - 1] ?? 0) + entryCost;
    this.#cost += entryCost;
  }
}

function copy(container: Container): Container {
  return Array.isArray(container) ? container.slice() : { ...container };
}

function put(container: Container, key: Key, value: unknown): void {
  // As JSON.parse does it: an entry called __proto__ is an entry.
  Object.defineProperty(container, key ?? '', { value, enumerable: true, configurable: true, writable: true });
}
