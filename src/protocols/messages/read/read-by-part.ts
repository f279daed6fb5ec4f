import * as z from 'zod/mini';

import type { PayloadObject } from '../../../payload-object.js';
import { checked } from '../../schema/checked.js';
import { wireIndex } from '../../schema/wire-index.js';
import type { MessageStreamEvent } from '../payload.js';
import type { MessageRule } from './adds.js';
import type { MessageState } from './message-state.js';

/**
 * The rule for an event whose meaning stands in the type of one of its parts.
 *
 * @returns what the rule for the part says; `unknown`, since it may carry output, where the part is of a type no rule is for.
 */
export function readByPart(key: 'content_block' | 'delta', rules: ReadonlyMap<string, MessageRule>): MessageRule {
  const schema = z.object({ index: wireIndex, [key]: z.object({ type: z.string() }) });
  const unknown: MessageRule = checked<unknown, MessageStreamEvent, MessageState>(schema, (payload) => ({
    kind: 'unknown',
    payload,
  }));
  // As in `readByType`: the type is nearly always that of the event before.
  let latestType: unknown;
  let latestRule = unknown;

  return (payload, state) => {
    const type = (payload[key] as PayloadObject | null | undefined)?.type;
    if (type !== latestType) {
      latestType = type;
      latestRule = (typeof type === 'string' ? rules.get(type) : undefined) ?? unknown;
    }
    return latestRule(payload, state);
  };
}
