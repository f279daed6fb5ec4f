import { noDeltas } from '../../answer/delta.js';
import type { PayloadObject } from '../../payload-object.js';
import type { Reading } from '../../protocol.js';
import { isNotice } from '../notices.js';
import type { PayloadRule } from './checked.js';

/**
 * Reads the payloads of one stream, each by the rule for its `type`.
 *
 * @returns a function that answers what the rule says. Where the payload has no `type`, or one that no rule is for, it is `unknown`, or data that
 * adds nothing if it is a heartbeat or a notice.
 */
export function readByType<P, S>(
  rules: ReadonlyMap<string, PayloadRule<P, S>>,
  state: S,
): (payload: PayloadObject) => Reading<P> {
  // A stream says the same type a thousand times over, and to compare two strings costs less than to hash a new one.
  let latestType: string | undefined;
  let latestRule: PayloadRule<P, S> | undefined;

  return (payload) => {
    const { type } = payload;
    if (typeof type !== 'string') return { kind: 'unknown', payload };
    if (type !== latestType) {
      latestType = type;
      latestRule = rules.get(type);
    }
    if (latestRule !== undefined) return latestRule(payload, state);
    return isNotice(payload) ? { kind: 'data', payload: payload as P, deltas: noDeltas } : { kind: 'unknown', payload };
  };
}
