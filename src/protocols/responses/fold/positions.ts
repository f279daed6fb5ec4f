import { MAX_INDEX } from '../../../answer/delta.js';
import type { PayloadObject } from '../../../payload-object.js';
import { contradiction } from '../../fold/contradiction.js';
import { isWireIndex } from '../../schema/wire-index.js';

/**
 * The index that an event gives for an item, a part or a command; `undefined` where it gives none, as gateways do. The reader
 * has looked at most of them, but not at all, and not for those who fold payloads of their own.
 *
 * @throws ApiError `invalid_frame` for what is no index, or an absurd one.
 */
export function readIndex(event: PayloadObject, key: string): number | undefined {
  const index = event[key];
  if (index === undefined || index === null) return undefined;
  if (isWireIndex(index)) return index;
  throw contradiction(`${key} is no index from 0 to ${String(MAX_INDEX)}.`, event);
}

/** Where an event says that its item stands. Gateways leave out one or the other, or both. */
export interface ItemPosition {
  readonly index: number | undefined;
  readonly id: string | undefined;
}

/** @param id where the event names its item: in the item itself where it states one. */
export function readPosition(event: PayloadObject, id: unknown = event.item_id): ItemPosition {
  return { index: readIndex(event, 'output_index'), id: typeof id === 'string' ? id : undefined };
}
