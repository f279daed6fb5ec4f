import type { PayloadObject, Reading } from '../protocol.js';
import type { PayloadRule } from './checked.js';

/**
 * Reads a payload by the rule for its `type`.
 *
 * @returns what the rule says; `unknown` where the payload has no `type` or one that no rule is for.
 */
export function readByType<P, S>(
  rules: ReadonlyMap<string, PayloadRule<P, S>>,
  payload: PayloadObject,
  state: S,
): Reading<P> {
  const rule = typeof payload.type === 'string' ? rules.get(payload.type) : undefined;
  return rule === undefined ? { kind: 'unknown', payload } : rule(payload, state);
}
