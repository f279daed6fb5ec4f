import { GrowingList } from '../../../answer/growing-list.js';
import type { PayloadObject } from '../../../payload-object.js';
import type { Draft } from '../../fold/draft.js';
import { putItem } from '../../fold/put-item.js';
import { newest } from '../item-register.js';
import { type Fit, fitOf } from '../stated-item.js';
import { PartFold, type PartLevel } from './part-fold.js';
import { settled } from './settled.js';

/** No item has so many parts: further numbers are those of fragments. */
const MAX_PARTS = 1_000;

/**
 * Folds a list of parts: the content of an item, or the summary of its reasoning.
 *
 * The list keeps the order of arrival and has no holes, because the numbers of the wire may have gaps, or repeat. vLLM numbers the
 * fragments of a part in place of the parts (vllm-project/vllm#29947). So a new number adds to the part that was announced. Where none was
 * announced, each fragment begins a part. When their texts are stated as one, they become one part.
 */
export class PartsFold {
  readonly list: GrowingList<unknown>;
  /** Another number for each change. */
  version = 0;
  readonly #parts: PartFold[];
  readonly #byIndex = new Map<number, PartFold[]>();

  constructor(value: unknown) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [];
    this.list = new GrowingList(values);
    this.#parts = values.map((each, at) => new PartFold(each, at, at, true));
    for (const part of this.#parts) this.#number(part);
  }

  /** Changes the part of this type, which begins here where the server did not say that it begins. */
  change(index: number | undefined, type: string, change: (part: Draft) => void): void {
    const isMeant = (part: PartFold): boolean => part.isOpen && part.takes(type);
    const part = newest(this.#at(index), isMeant) ?? (index === undefined ? undefined : newest(this.#parts, (each) => (each.isAnnounced || this.#parts.length >= MAX_PARTS) && isMeant(each)));
    this.#change(part ?? this.#open(PartFold.implied(type, index, this.#parts.length)), change);
  }

  /** An annotation of a part comes. Its text may have been stated in full before. */
  annotate(index: number | undefined, type: string, at: number | undefined, annotation: unknown): void {
    const isMeant = (part: PartFold): boolean => part.takes(type);
    const part = newest(this.#at(index), isMeant) ?? newest(this.#parts, isMeant) ?? this.#open(PartFold.implied(type, index, this.#parts.length));
    part.annotate(at, annotation);
    this.#show(part);
  }

  /** A part begins, unless fragments of it came first. */
  begin(index: number | undefined, stated: PayloadObject): void {
    const part = index === undefined ? undefined : newest(this.#at(index), ({ type, isOpen }) => type === stated.type && isOpen);
    this.#put(part ?? this.#open(new PartFold(undefined, index, this.#parts.length, true)), stated);
  }

  /** A part is stated in full. */
  finish(index: number | undefined, stated: PayloadObject, text: string): void {
    const part = this.#findStated('part', index, stated.type, text) ?? this.#open(new PartFold(undefined, index, this.#parts.length, true));
    this.#put(part, stated);
    part.markStated('part');
  }

  /** The text of a part is stated in full. */
  state(index: number | undefined, type: string, text: string, change: (part: Draft) => void): void {
    const part = this.#findStated('text', index, type, text) ?? this.#open(PartFold.implied(type, index, this.#parts.length));
    this.#change(part, change);
    part.markStated('text');
  }

  /** How a text that is stated in full relates to what has come and has not been stated at this level. */
  fit(level: PartLevel, type: unknown, whole: string): Fit {
    const pending = this.#tail(whole, (part) => part.takes(type) && !part.isStated(level));
    if (pending !== '') return fitOf(pending, whole);
    return newest(this.#parts, (part) => part.takes(type) && part.text !== '') === undefined ? 'nothing' : 'stated';
  }

  endsWith(type: unknown, whole: string): boolean {
    return this.#tail(whole, (part) => part.takes(type)).endsWith(whole);
  }

  /** What the newest parts say together, up to the first that is not meant, and not much more than is asked for. */
  #tail(whole: string, isMeant: (part: PartFold) => boolean): string {
    let text = '';
    for (let at = this.#parts.length - 1; at >= 0 && text.length <= whole.length; at -= 1) {
      const part = this.#parts[at] as PartFold;
      if (!isMeant(part)) break;
      text = part.text + text;
    }
    return text;
  }

  #findStated(level: PartLevel, index: number | undefined, type: unknown, whole: string): PartFold | undefined {
    const isPending = (part: PartFold): boolean => part.takes(type) && !part.isStated(level);
    const numbered = index === undefined ? undefined : newest(this.#at(index), (part) => part.takes(type));
    const fit = numbered && fitOf(numbered.text, whole);
    if (numbered !== undefined && (fit === 'same' || (fit !== 'other' && isPending(numbered)))) return numbered;
    const repeated = this.#repeated(isPending, whole);
    if (repeated !== undefined) return repeated;
    if (numbered !== undefined && isPending(numbered)) return numbered;
    return newest(this.#parts, (part) => isPending(part) && (index === undefined || (part.isAnnounced && part.text === '')));
  }

  /** The newest parts whose texts together are this one: they are one part from now on. */
  #repeated(isPending: (part: PartFold) => boolean, whole: string): PartFold | undefined {
    let text = '';
    for (let at = this.#parts.length - 1; at >= 0 && text.length <= whole.length; at -= 1) {
      const part = this.#parts[at] as PartFold;
      if (!isPending(part)) return undefined;
      text = part.text + text;
      if (text === '' || fitOf(text, whole) !== 'same') continue;
      for (const gone of this.#parts.splice(at + 1)) gone.isGone = true;
      this.list.truncate(this.#parts.length);
      this.version += 1;
      return part;
    }
    return undefined;
  }

  #open(part: PartFold): PartFold {
    this.#parts.push(part);
    this.#number(part);
    return part;
  }

  #number(part: PartFold): void {
    const index = part.index ?? part.position;
    const parts = this.#byIndex.get(index);
    if (parts === undefined) this.#byIndex.set(index, [part]);
    else parts.push(part);
  }

  #at(index: number | undefined): readonly PartFold[] {
    return index === undefined ? this.#parts : (this.#byIndex.get(index) ?? []);
  }

  #put(part: PartFold, stated: PayloadObject): void {
    part.replace(settled(stated, part.value));
    this.#show(part);
  }

  #change(part: PartFold, change: (part: Draft) => void): void {
    part.change(change);
    this.#show(part);
  }

  #show({ position, value }: PartFold): void {
    if (putItem(this.list, position, value)) this.version += 1;
  }
}
