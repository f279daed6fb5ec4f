import type * as z from 'zod/mini';
import type { PayloadObject } from '../../protocol.js';
import { isAbsentOrWireIndex } from '../wire-index.js';
import { callDelta, partDelta, summaryDelta } from './events.js';

/** By hand, the schemas of the events that nearly all of an answer consists of. */
export const fragmentGuards: ReadonlyMap<z.ZodMiniType, (event: PayloadObject) => boolean> = new Map<
  z.ZodMiniType,
  (event: PayloadObject) => boolean
>([
  [partDelta, ({ output_index, content_index, delta }) =>
    isAbsentOrWireIndex(output_index) && isAbsentOrWireIndex(content_index) && typeof delta === 'string'],
  [summaryDelta, ({ output_index, summary_index, delta }) =>
    isAbsentOrWireIndex(output_index) && isAbsentOrWireIndex(summary_index) && typeof delta === 'string'],
  [callDelta, ({ output_index, item_id, delta }) =>
    isAbsentOrWireIndex(output_index) && (item_id === undefined || item_id === null || typeof item_id === 'string') && typeof delta === 'string'],
]);
