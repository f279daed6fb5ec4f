import { noDeltas } from '../../answer/delta.js';
import type { PayloadObject } from '../../payload-object.js';
import type { Reading } from '../../protocol.js';
import { isNotice } from '../notices.js';
import type { PayloadRule } from './checked.js';

/**
 * Looks up what is listed by type, for one stream: it says the same type a thousand times over, and to compare two strings costs less than
 * to hash a new one.
 */
export function lookUp<Rule>(rules: ReadonlyMap<string, Rule>): (type: string) => Rule | undefined {
  let latestType: string | undefined;
  let latestRule: Rule | undefined;
  return (type) => {
    if (type !== latestType) {
      latestType = type;
      latestRule = rules.get(type);
    }
    return latestRule;
  };
}

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
  const ruleFor = lookUp(rules);
  return (payload) => {
    const { type } = payload;
    if (typeof type !== 'string') return { kind: 'unknown', payload };
    const rule = ruleFor(type);
    if (rule !== undefined) return rule(payload, state);
    return isNotice(payload) ? { kind: 'data', payload: payload as P, deltas: noDeltas } : { kind: 'unknown', payload };
  };
}
