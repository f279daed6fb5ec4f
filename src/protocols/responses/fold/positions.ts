import { MAX_INDEX } from '../../../answer/delta.js';
import type { PayloadObject } from '../../../payload-object.js';
import { contradiction } from '../../fold/contradiction.js';
import { indexIn, isAbsurdIndex } from '../../schema/wire-index.js';
import type { ItemPosition } from '../item-register.js';
import { itemPosition } from '../positions.js';

/**
 * The index that an event gives for an item or a command; `undefined` where it gives none. The reader has looked at it, but not for
 * those who fold payloads of their own.
 *
 * @throws ApiError `invalid_frame` for an absurd one.
 */
export function readIndex(event: PayloadObject, key: 'output_index' | 'command_index'): number | undefined {
  const index = event[key];
  if (isAbsurdIndex(index)) throw contradiction(`${key} is no index from 0 to ${String(MAX_INDEX)}.`, event);
  return indexIn(index);
}

/** @param item the item that the event states, whose own id comes first. */
export function readPosition(event: PayloadObject, item?: PayloadObject): ItemPosition {
  readIndex(event, 'output_index');
  return itemPosition(event, item);
}
