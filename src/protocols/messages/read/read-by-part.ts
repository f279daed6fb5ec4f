import * as z from 'zod/mini';

import { isObject, type PayloadObject } from '../../../payload-object.js';
import type { Reading } from '../../../protocol.js';
import { checked } from '../../schema/checked.js';
import { wireIndex } from '../../schema/wire-index.js';
import { eventSchemas, type MessageStreamEvent } from '../payload.js';
import type { MessageRule, PartReading } from './reading.js';
import type { MessageState } from './message-state.js';

type Guard = (event: PayloadObject) => boolean;

/**
 * The rule for an event whose meaning stands in the type of one of its parts.
 *
 * @param readings what the part says, by its type.
 * @param schemas what the part must have, by its type.
 * @param guards the schemas of some whole events by hand, as in `checked`.
 * @returns a rule that reads the part. The event is `unknown`, since it may carry output, where no reading is for the part's type.
 */
export function readByPart<Type extends string>(
  key: 'content_block' | 'delta',
  readings: Readonly<Record<Type, PartReading<never>>>,
  schemas: Readonly<Record<Type, z.ZodMiniType>>,
  guards: Partial<Readonly<Record<Type, Guard>>> = {},
): MessageRule {
  const rules: ReadonlyMap<unknown, MessageRule> = new Map(
    (Object.keys(readings) as Type[]).map((type) => [type, ruleFor(key, readings[type] as PartReading<unknown>, schemas[type], guards[type])]),
  );
  const unknown: MessageRule = checked<unknown, MessageStreamEvent, MessageState>(
    eventSchemas[key === 'delta' ? 'content_block_delta' : 'content_block_start'] as z.ZodMiniType,
    (payload): Reading<MessageStreamEvent> => ({ kind: 'unknown', payload }),
  );
  // As in `readByType`: the type is nearly always that of the event before.
  let latestType: unknown;
  let latestRule = unknown;

  return (payload, state) => {
    const part = payload[key];
    const type = isObject(part) ? part.type : undefined;
    if (type !== latestType) {
      latestType = type;
      latestRule = rules.get(type) ?? unknown;
    }
    return latestRule(payload, state);
  };
}

function ruleFor(key: 'content_block' | 'delta', read: PartReading<unknown>, schema: z.ZodMiniType, guard: Guard | undefined): MessageRule {
  const whole = z.object({ index: wireIndex, [key]: schema });
  // The type was compared when the rule was looked up.
  return checked(whole, (event, state: MessageState) => ({
    kind: 'data',
    payload: event as unknown as MessageStreamEvent,
    deltas: read(event[key], event.index as number, state),
  }), guard);
}
