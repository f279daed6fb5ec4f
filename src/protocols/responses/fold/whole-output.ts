import { isObject, type PayloadObject } from '../../../payload-object.js';
import { pairItems } from '../pair-items.js';
import { allSaid, fitOf, kindOf, saidBy } from '../stated-item.js';
import { asIdentified, type ItemFold } from './item-fold.js';

/** What was said and called: an item of another kind that the response does not list is gone. */
const keptKinds: readonly unknown[] = ['message', 'reasoning', 'function_call'];

/**
 * The output as the response states it as a whole. What it states wins, but nothing that was streamed is lost. A field that it leaves empty
 * keeps its value. A text, a thought or a call that it leaves out stays, after the item that it followed.
 */
export function wholeOutput(stated: readonly unknown[], known: readonly ItemFold[]): readonly unknown[] {
  const objects = stated.filter(isObject);
  const pairs = pairItems(objects, known);
  const positions = new Map<ItemFold, number>();
  let at = 0;
  const whole = stated.map((item, position) => {
    if (!isObject(item)) return [item];
    const fold = pairs[at++];
    if (fold === undefined) return [asIdentified(item, undefined)];
    positions.set(fold, position);
    return [fold.settledWith(item)];
  });

  const before: unknown[] = [];
  let latest = before;
  // Most responses state all of it.
  const isLost = positions.size < known.length ? lostAmong(known, objects) : () => false;
  for (const fold of known) {
    const position = positions.get(fold);
    if (position !== undefined) latest = whole[position] as unknown[];
    else if (isLost(fold)) latest.push(fold.snapshot);
  }
  return [before, ...whole].flat();
}

/** Whether the response does not say what an item has said. Servers may cut what they state into other items than they streamed. */
function lostAmong(known: readonly ItemFold[], stated: readonly PayloadObject[]): (fold: ItemFold) => boolean {
  const texts = new Map(keptKinds.map((kind) => {
    const streamed = known.filter((fold) => fold.kind === kind).map(({ said }) => allSaid(said)).join('');
    const whole = stated.filter((item) => kindOf(item) === kind).map((item) => allSaid(saidBy(item))).join('');
    return [kind, { whole, isSame: fitOf(streamed, whole) === 'same' }];
  }));
  return ({ kind, name, said }) => {
    const text = allSaid(said);
    if (kind === 'function_call') return text !== '' || name !== undefined;
    const stated = texts.get(kind);
    return stated !== undefined && !stated.isSame && text !== '' && !stated.whole.includes(text.trim());
  };
}
