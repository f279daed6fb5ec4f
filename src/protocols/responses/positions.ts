import type { PayloadObject } from '../../payload-object.js';
import { indexIn } from '../schema/wire-index.js';
import { idIn } from '../wire-text.js';
import type { ItemPosition } from './item-register.js';
import { type Channel, itemIdOf } from './stated-item.js';

/** Where the part stands that an event speaks of. */
export interface PartPosition extends ItemPosition {
  readonly part: number | undefined;
}

/** @param item the item that the event states, whose own id comes first. */
export function itemPosition(event: PayloadObject, item?: PayloadObject): ItemPosition {
  return { index: indexIn(event.output_index), id: (item && itemIdOf(item)) ?? idIn(event.item_id) };
}

/** @param channel what the part is of: the parts of a summary are counted apart from those of the content. */
export function partPosition(event: PayloadObject, channel: Channel): PartPosition {
  return { index: indexIn(event.output_index), id: idIn(event.item_id), part: partNumber(channel === 'summary' ? event.summary_index : event.content_index) };
}

/** vLLM numbers each fragment of a text as a part, so that no number is too high. */
export function partNumber(index: unknown): number | undefined {
  return typeof index === 'number' && index >= 0 ? index : undefined;
}
