import type { PayloadObject } from '../../payload-object.js';
import type { Reading } from '../../protocol.js';
import type { Schema } from './schema.js';

/** How payloads of one type are read; `state` is what the reader of one stream remembers. */
export type PayloadRule<P, S> = (payload: PayloadObject, state: S) => Reading<P>;

/** The types of a vocabulary but for these. Each of them must be one: a type that has gone does not compile. */
export type Except<Vocabulary, Types extends Vocabulary> = Exclude<Vocabulary, Types>;

/**
 * Puts a schema before a rule.
 *
 * @param matches the schema by hand, for payloads that come by the thousand. It may let pass less than the schema, and never more. Default: the schema alone.
 * @returns a rule that answers `invalid`, with the reason, where the schema does not match.
 */
export function checked<T, P, S>(
  schema: Schema<T>,
  read: (payload: T, state: S) => Reading<P>,
  matches?: (payload: PayloadObject) => boolean,
): PayloadRule<P, S> {
  return (payload, state) => {
    const reason = matches?.(payload) ? undefined : schema(payload);
    return reason === undefined ? read(payload as T, state) : { kind: 'invalid', reason };
  };
}
