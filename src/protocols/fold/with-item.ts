import { contradiction } from './contradiction.js';

/** A list is copied when one of its items changes: this bounds the copy, as `wireIndex` bounds what the wire may number. */
const MAX_ITEMS = 10_000;

/**
 * A copy of the list with one item replaced or, at its end, added; the list itself if it holds that item already.
 *
 * @throws ApiError `invalid_frame` for a list so long that nobody but an attacker would send it.
 */
export function withItem<T>(list: readonly T[], position: number, item: T): readonly T[] {
  if (position >= MAX_ITEMS) throw contradiction(`A list of the answer has more than ${String(MAX_ITEMS)} items.`, item);
  if (position < list.length && list[position] === item) return list;
  const copy = list.slice();
  copy[position] = item;
  return copy;
}
