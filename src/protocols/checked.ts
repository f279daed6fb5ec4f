import type * as z from 'zod/mini';
import type { PayloadObject, Reading } from '../protocol.js';
import { schemaCheck } from './schema-check.js';

/** How payloads of one type are read; `state` is what the reader of one stream remembers. */
export type PayloadRule<P, S> = (payload: PayloadObject, state: S) => Reading<P>;

/**
 * Puts a schema before a rule.
 *
 * @returns a rule that answers `invalid`, with the reason, where the schema does not match.
 */
export function checked<T, P, S>(
  schema: z.ZodMiniType<T>,
  read: (payload: T, state: S) => Reading<P>,
): PayloadRule<P, S> {
  const check = schemaCheck(schema);
  return (payload, state) => {
    const reason = check(payload);
    return reason === undefined ? read(payload as T, state) : { kind: 'invalid', reason };
  };
}
