import { JSONParser } from '@streamparser/json';

import { MAX_DEPTH } from './json-scan.js';

/**
 * The elements of one list in a JSON text that arrives in pieces: the list is the whole text, or stands in a field of the object that is
 * the whole text. Each element is given once, when it is closed, and is not kept. A text that is no JSON ends where it stops being JSON,
 * without a complaint.
 */
export class ListElements {
  readonly #parser = new JSONParser();
  #closed: unknown[] = [];
  #isOver = false;
  /** Whether the list has been closed. What follows it is not looked at. */
  hasEnded = false;

  /** @param field the field that the list stands in; undefined where it is the whole text. */
  constructor(field: string | undefined) {
    const depth = field === undefined ? 0 : 1;
    this.#parser.onValue = ({ value, key, parent, stack }) => {
      if (stack.length > MAX_DEPTH) throw new RangeError('nested too deeply');
      if (this.hasEnded) return;
      if (stack.length === depth) {
        this.hasEnded = Array.isArray(value) && key === field;
      } else if (stack.length === depth + 1 && Array.isArray(parent) && stack[depth]?.key === field) {
        this.#closed.push(value);
        parent[key as number] = null; // the parser would keep the whole list
      }
    };
  }

  /** @returns the elements that this piece closes. */
  add(piece: string): readonly unknown[] {
    if (this.#isOver || this.hasEnded) return [];
    this.#closed = [];
    try {
      this.#parser.write(piece);
    } catch {
      this.#isOver = true;
    }
    return this.#closed;
  }
}
