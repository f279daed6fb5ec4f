import type { PayloadObject } from '../../payload-object.js';
import { idIn } from '../wire-text.js';
import { put } from './item-register.js';
import { allSaid, itemIdOf, kindOf, type Said, saidBy, stringIn } from './stated-item.js';

/** An item that came before the response was stated as a whole. */
export interface KnownItem {
  readonly kind: unknown;
  readonly index: number | undefined;
  readonly id: string | undefined;
  readonly callId: string | undefined;
  readonly name: string | undefined;
  readonly said: Said;
}

/**
 * Finds, for each item of a response that is stated as a whole, the item that it is of those that came before.
 *
 * The id of a call says so, or else what it says; then the id of the item, which some servers give to all of them. What is left is
 * paired by number, and then in order. Servers give items other ids in the end (vllm-project/vllm#47916), word them differently, or
 * leave some of them out.
 */
export function pairItems<Known extends KnownItem>(stated: readonly PayloadObject[], known: readonly Known[]): readonly (Known | undefined)[] {
  const pairs: (Known | undefined)[] = stated.map(() => undefined);
  const free = new Set(known);
  pairAlone(stated, known, pairs, free);
  // Most of the others are paired at the first that tells them apart.
  const pairBy = (keyOfKnown: (item: Known) => string | undefined, keyOfStated: (item: PayloadObject, at: number) => string | undefined): void => {
    if (free.size === 0) return;
    const waiting = new Map<string, Known[]>();
    // From the last to the first, so that `pop()` gives the first.
    for (const item of [...free].reverse()) {
      const key = keyOfKnown(item);
      if (key !== undefined) put(waiting, key, item);
    }
    for (const [at, item] of stated.entries()) {
      const key = pairs[at] === undefined ? keyOfStated(item, at) : undefined;
      const found = key === undefined ? undefined : waiting.get(key)?.pop();
      if (found === undefined) continue;
      pairs[at] = found;
      free.delete(found);
    }
  };
  pairBy(({ kind, callId }) => keyOf(kind, callId), (item) => keyOf(kindOf(item), idIn(item.call_id)));
  pairBy(({ kind, name, said }) => keyOf(kind, name ?? '', spoken(said)), (item) => keyOf(kindOf(item), stringIn(item.name) ?? '', spoken(saidBy(item))));
  pairBy(({ kind, id }) => keyOf(kind, id), (item) => keyOf(kindOf(item), itemIdOf(item)));
  pairBy(({ kind, name, index }) => keyOf(kind, name ?? '', index), (item, at) => keyOf(kindOf(item), stringIn(item.name) ?? '', at));
  pairBy(({ kind, name }) => keyOf(kind, name ?? ''), (item) => keyOf(kindOf(item), stringIn(item.name) ?? ''));
  pairBy(({ kind, name }) => (name === undefined ? keyOf(kind) : undefined), (item) => keyOf(kindOf(item)));
  return pairs;
}

/** What is alone of its kind on both sides needs no key. It would find the same one, unless the name is another. */
function pairAlone<Known extends KnownItem>(stated: readonly PayloadObject[], known: readonly Known[], pairs: (Known | undefined)[], free: Set<Known>): void {
  const knownKinds = countsOf(known, ({ kind }) => kind);
  const statedKinds = countsOf(stated, kindOf);
  for (const item of known) {
    if (knownKinds.get(item.kind) !== 1 || statedKinds.get(item.kind) !== 1) continue;
    const at = stated.findIndex((each) => kindOf(each) === item.kind);
    if (item.name !== undefined && item.name !== stringIn(stated[at]?.name)) continue;
    pairs[at] = item;
    free.delete(item);
  }
}

function countsOf<Item>(items: readonly Item[], kindIn: (item: Item) => unknown): ReadonlyMap<unknown, number> {
  const counts = new Map<unknown, number>();
  for (const item of items) counts.set(kindIn(item), (counts.get(kindIn(item)) ?? 0) + 1);
  return counts;
}

function keyOf(...parts: readonly unknown[]): string | undefined {
  return parts.includes(undefined) ? undefined : JSON.stringify(parts);
}

/** In the trimmed form, for servers trim what they state; `undefined` where the item says nothing that could tell it from others. */
function spoken(said: Said): string | undefined {
  return stringIn(allSaid(said).trim());
}
