import type { GrowingList } from '../../answer/growing-list.js';
import { contradiction } from './contradiction.js';

/** Items are kept as long as the answer is, and a list is copied when an item changes. This bounds both. */
const MAX_ITEMS = 10_000;

/**
 * Replaces one item of a list or, at its end, adds it.
 *
 * @returns whether that changed the list.
 * @throws ApiError `invalid_frame` for a list so long that nobody but an attacker would send it.
 */
export function putItem<T>(list: GrowingList<T>, position: number, item: T): boolean {
  checkRoom(position, item);
  if (position < list.length && list.at(position) === item) return false;
  list.put(position, item);
  return true;
}

/**
 * The same for a plain list, which is copied.
 *
 * @returns the copy; the list itself if it holds that item already.
 * @throws ApiError `invalid_frame` as above.
 */
export function withItem<T>(list: readonly T[], position: number, item: T): readonly T[] {
  checkRoom(position, item);
  if (position < list.length && list[position] === item) return list;
  const copy = list.slice();
  copy[position] = item;
  return copy;
}

function checkRoom(position: number, item: unknown): void {
  if (position >= MAX_ITEMS) throw contradiction(`A list of the answer has more than ${String(MAX_ITEMS)} items.`, item);
}
