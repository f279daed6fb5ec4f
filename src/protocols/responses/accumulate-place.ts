import type { PayloadObject } from '../../protocol.js';
import { readIndex } from './accumulate-index.js';

/** Where an event says that its item stands. Gateways leave out one or the other, or both. */
export interface ItemPlace {
  readonly index: number | undefined;
  readonly id: string | undefined;
}

/** @param id where the event names its item: in the item itself where it states one. */
export function readPlace(event: PayloadObject, id: unknown = event.item_id): ItemPlace {
  return { index: readIndex(event, 'output_index'), id: typeof id === 'string' ? id : undefined };
}
