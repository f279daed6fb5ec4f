import { noDeltas } from '../../answer/delta.js';
import type { PayloadObject } from '../../payload-object.js';
import type { Reading } from '../../protocol.js';
import { isNotice } from '../notices.js';
import type { PayloadRule } from './checked.js';

/**
 * What is listed by type, for one stream: it says the same type a thousand times over, and to compare two strings costs less than
 * to hash a new one. These are classes, since thousands of streams may be open, and a function that remembers takes more than an object.
 */
export class RuleLookup<Rule> {
  #latestType: string | undefined;
  #latestRule: Rule | undefined;

  constructor(private readonly rules: ReadonlyMap<string, Rule>) {}

  find(type: string): Rule | undefined {
    if (type !== this.#latestType) {
      this.#latestType = type;
      this.#latestRule = this.rules.get(type);
    }
    return this.#latestRule;
  }
}

/** Reads the payloads of one stream, each by the rule for its `type`. */
export class ReaderByType<P, S> extends RuleLookup<PayloadRule<P, S>> {
  constructor(
    rules: ReadonlyMap<string, PayloadRule<P, S>>,
    private readonly state: S,
  ) {
    super(rules);
  }

  /**
   * @returns what the rule says. Where the payload has no `type`, or one that no rule is for, it is `unknown`, or data that adds nothing if it is a
   * heartbeat or a notice.
   */
  read(payload: PayloadObject): Reading<P> {
    const { type } = payload;
    if (typeof type !== 'string') return { kind: 'unknown', payload };
    const rule = this.find(type);
    if (rule !== undefined) return rule(payload, this.state);
    return isNotice(payload) ? { kind: 'data', payload: payload as P, deltas: noDeltas } : { kind: 'unknown', payload };
  }
}
