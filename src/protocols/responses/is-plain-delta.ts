import type { PayloadObject } from '../../protocol.js';

/**
 * Whether an event is a delta as nearly all of them are. What holds here holds in the schema of every delta event too, so the
 * schema need not be asked: zod copies what it checks, some 100 ns a field, and four events in five are deltas.
 */
export function isPlainDelta(event: PayloadObject): boolean {
  return (
    typeof event.delta === 'string' &&
    isIndexOrAbsent(event.output_index) &&
    isIndexOrAbsent(event.content_index) &&
    isIndexOrAbsent(event.summary_index) &&
    (event.item_id == null || typeof event.item_id === 'string')
  );
}

function isIndexOrAbsent(value: unknown): boolean {
  return value == null || (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 9999);
}
