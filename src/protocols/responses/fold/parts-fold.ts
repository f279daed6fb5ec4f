import type { PayloadObject } from '../../../payload-object.js';
import { Draft } from '../../fold/draft.js';
import { withItem } from '../../fold/with-item.js';
import { settled } from './settled.js';
import { Slots } from './slots.js';

/** The parts that fragments go to, as they begin; those of a type that is not listed take any fragment. */
const emptyParts: ReadonlyMap<unknown, PayloadObject> = new Map<unknown, PayloadObject>([
  ['output_text', { type: 'output_text', text: '', annotations: [] }],
  ['refusal', { type: 'refusal', refusal: '' }],
  ['reasoning_text', { type: 'reasoning_text', text: '' }],
  ['summary_text', { type: 'summary_text', text: '' }],
]);

/** Folds a list of parts: the content of an item, or the summary of its reasoning. */
export class PartsFold {
  readonly #drafts = new Map<number, Draft>();
  readonly #slots: Slots;
  #list: readonly unknown[];

  constructor(parts: unknown) {
    this.#list = Array.isArray(parts) ? parts : [];
    this.#slots = new Slots(this.#list.length);
  }

  get list(): readonly unknown[] {
    return this.#list;
  }

  /** Changes the part of this type, which begins here where the server did not say that it begins. */
  change(index: number | undefined, type: string, change: (part: Draft) => void): void {
    const position = this.#slots.find(index, (at) => this.#takes(at, type)) ?? this.#slots.open(index);
    let draft = this.#drafts.get(position);
    if (draft === undefined) {
      draft = new Draft((this.#list[position] as PayloadObject | undefined) ?? emptyParts.get(type));
      this.#drafts.set(position, draft);
    }
    change(draft);
    this.#list = withItem(this.#list, position, draft.snapshot());
  }

  /** A part begins, unless fragments of it came first. */
  begin(index: number | undefined, part: PayloadObject): void {
    this.#put(index === undefined ? undefined : this.#find(index, part), index, part);
  }

  finish(index: number | undefined, part: PayloadObject): void {
    this.#put(this.#find(index, part), index, part);
  }

  #find(index: number | undefined, { type }: PayloadObject): number | undefined {
    return this.#slots.find(index, (at) => typeOf(this.#list[at]) === type);
  }

  #put(found: number | undefined, index: number | undefined, part: PayloadObject): void {
    const position = found ?? this.#slots.open(index);
    this.#drafts.delete(position);
    this.#list = withItem(this.#list, position, settled(part, this.#list[position]));
  }

  #takes(position: number, type: string): boolean {
    const found = typeOf(this.#list[position]);
    return found === type || (found !== undefined && !emptyParts.has(found));
  }
}

function typeOf(part: unknown): unknown {
  return (part as PayloadObject | null | undefined)?.type;
}
