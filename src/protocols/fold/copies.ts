import type { PayloadObject } from '../../payload-object.js';

type Copy = (object: PayloadObject) => Record<string, unknown>;

/**
 * A place in the code at which V8 has copied objects of more than four forms copies field by field from then on: thirty fields take it ten
 * times as long. The objects of one server are of one form. Those of several servers differ in how many fields they have, so that number
 * says which of eight places copies an object.
 */
const places: readonly Copy[] = [
  (object) => ({ ...object }),
  (object) => ({ ...object }),
  (object) => ({ ...object }),
  (object) => ({ ...object }),
  (object) => ({ ...object }),
  (object) => ({ ...object }),
  (object) => ({ ...object }),
  (object) => ({ ...object }),
];

/** An object of many fields that is copied for every snapshot. */
export class Copies {
  readonly #original: PayloadObject;
  readonly #copy: Copy;

  constructor(fields: PayloadObject) {
    const entries = Object.entries(fields);
    // Put together field by field, it has the same form in V8 for all objects with these fields. A copy of a copy has a form of its own.
    this.#original = Object.fromEntries(entries);
    this.#copy = places[entries.length % places.length] as Copy;
  }

  /** Another one each time. */
  next(): Record<string, unknown> {
    return this.#copy(this.#original);
  }
}
