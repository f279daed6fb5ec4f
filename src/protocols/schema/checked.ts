import type * as z from 'zod/mini';

import type { PayloadObject } from '../../payload-object.js';
import type { Reading } from '../../protocol.js';
import { predicateOf } from './predicate-of.js';
import { findMismatch } from './schema-check.js';

/** How payloads of one type are read; `state` is what the reader of one stream remembers. */
export type PayloadRule<P, S> = (payload: PayloadObject, state: S) => Reading<P>;

/**
 * Puts a schema before a rule.
 *
 * @param matches the schema by hand, for payloads that come by the thousand. It must agree with the schema. Default: the predicate that is
 * built from it.
 * @returns a rule that answers `invalid`, with the reason, where the schema does not match.
 */
export function checked<T, P, S>(
  schema: z.ZodMiniType<T>,
  read: (payload: T, state: S) => Reading<P>,
  matches: (payload: PayloadObject) => boolean = predicateOf(schema),
): PayloadRule<P, S> {
  return (payload, state) => {
    const reason = matches(payload) ? undefined : findMismatch(schema, payload);
    return reason === undefined ? read(payload as T, state) : { kind: 'invalid', reason };
  };
}
