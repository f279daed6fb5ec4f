import type { GrowingList } from '../../answer/growing-list.js';
import { contradiction } from './contradiction.js';

/** Items are kept as long as the answer is. This bounds them, as `wireIndex` bounds what the wire may number. */
const MAX_ITEMS = 10_000;

/**
 * Replaces one item of a list or, at its end, adds it.
 *
 * @throws ApiError `invalid_frame` for a list so long that nobody but an attacker would send it.
 */
export function putItem<T>(list: GrowingList<T>, position: number, item: T): void {
  if (position >= MAX_ITEMS) throw contradiction(`A list of the answer has more than ${String(MAX_ITEMS)} items.`, item);
  if (position === list.length || list.at(position) !== item) list.put(position, item);
}
