import { GrowingList } from '../../../answer/growing-list.js';
import { isObject, type PayloadObject } from '../../../payload-object.js';
import { Draft } from '../../fold/draft.js';
import { stringIn } from '../stated-item.js';

/** The parts that fragments go to, as they begin. One of a type that is not listed takes any fragment. */
const emptyParts: ReadonlyMap<unknown, PayloadObject> = new Map<unknown, PayloadObject>([
  ['output_text', { type: 'output_text', text: '', annotations: [] }],
  ['refusal', { type: 'refusal', refusal: '' }],
  ['reasoning_text', { type: 'reasoning_text', text: '' }],
  ['summary_text', { type: 'summary_text', text: '' }],
]);

/** By what kind of event a part is stated in full: its text alone, or the part. */
export type PartLevel = 'text' | 'part';

/** Folds one part of an item. */
export class PartFold {
  /** Whether the part was joined with the one before it. */
  isGone = false;
  readonly #stated = new Set<PartLevel>();
  #value: unknown;
  #draft: Draft | undefined;
  #annotations: GrowingList<unknown> | undefined;

  /**
   * @param index its number on the wire.
   * @param isAnnounced whether the server has said that it begins. Else fragments came first.
   */
  constructor(
    value: unknown,
    readonly index: number | undefined,
    readonly position: number,
    public isAnnounced: boolean,
  ) {
    this.#value = value;
  }

  static implied(type: string, index: number | undefined, position: number): PartFold {
    return new PartFold(emptyParts.get(type), index, position, false);
  }

  get value(): unknown {
    return this.#draft?.snapshot() ?? this.#value;
  }

  get type(): unknown {
    return isObject(this.#value) ? this.#value.type : undefined;
  }

  get text(): string {
    const { value } = this;
    return isObject(value) ? (stringIn(value[this.type === 'refusal' ? 'refusal' : 'text']) ?? '') : '';
  }

  /** Whether fragments may still be added to it. */
  get isOpen(): boolean {
    return !this.isGone && this.#stated.size === 0;
  }

  takes(type: unknown): boolean {
    if (this.isGone) return false;
    return this.type === type || (this.type !== undefined && !emptyParts.has(this.type));
  }

  isStated(level: PartLevel): boolean {
    return this.#stated.has(level);
  }

  change(change: (part: Draft) => void): void {
    this.#draft ??= new Draft(isObject(this.#value) ? this.#value : {});
    change(this.#draft);
  }

  /** An annotation takes the place of the one with its number, or is a further one. */
  annotate(at: number | undefined, annotation: unknown): void {
    this.change((draft) => {
      const list = (this.#annotations ??= new GrowingList<unknown>(listIn(draft.get('annotations'))));
      list.put(at !== undefined && at < list.length ? at : list.length, annotation);
      draft.show('annotations', list);
    });
  }

  replace(value: unknown): void {
    this.#annotations = undefined;
    this.#value = value;
    this.#draft = undefined;
    this.isAnnounced = true;
  }

  markStated(level: PartLevel): void {
    this.#stated.add(level);
  }
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
