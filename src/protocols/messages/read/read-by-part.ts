import { type Delta, noDeltas } from '../../../answer/delta.js';
import { isNothing, isObject, type PayloadObject } from '../../../payload-object.js';
import { checked } from '../../schema/checked.js';
import { RuleLookup } from '../../schema/reader-by-type.js';
import { object, orNothing, type Schema, string } from '../../schema/schema.js';
import { callIdOf } from '../block-numbers.js';
import { blockIndex, type MessageStreamEvent } from '../payload.js';
import type { MessageState } from './message-state.js';
import { addsNothing, type MessageRule, type PartReading } from './reading.js';

type PartKey = 'content_block' | 'delta';
type Guard = (event: PayloadObject) => boolean;

/**
 * The rule for an event whose meaning stands in the type of one of its parts.
 *
 * @param readings what the part says, by its type; nothing where there is none.
 * @param schemas what the part must have, by its type.
 * @param guards the schemas of some whole events by hand, as in `checked`.
 * @returns a rule that reads the part. The event is `unknown`, since it may carry output, where no schema is for the part's type.
 */
export function readByPart<Type extends string>(
  key: PartKey,
  readings: Partial<Readonly<Record<Type, PartReading<never>>>>,
  schemas: Readonly<Record<Type, Schema<unknown>>>,
  guards: Partial<Readonly<Record<Type, Guard>>> = {},
): MessageRule {
  const rules = new RuleLookup(new Map<string, MessageRule>(
    (Object.keys(schemas) as Type[]).map((type) => [type, ruleFor(key, readings[type] ?? addsNothing, schemas[type], guards[type])]),
  ));
  const unknown: MessageRule = checked<PayloadObject, MessageStreamEvent, MessageState>(schemaOf(key, orNothing(object({ type: string }))), (payload, state) => {
    if (isNothing(payload[key])) return { kind: 'data', payload: payload as unknown as MessageStreamEvent, deltas: noDeltas };
    enterBlock(key, payload, state);
    return { kind: 'unknown', payload };
  });

  return (payload, state) => {
    const part = payload[key];
    const type = isObject(part) ? part.type : undefined;
    const rule = typeof type === 'string' ? rules.find(type) : undefined;
    return (rule ?? unknown)(payload, state);
  };
}

function ruleFor(key: PartKey, read: PartReading<never>, schema: Schema<unknown>, guard: Guard | undefined): MessageRule {
  // The type was compared when the rule was looked up.
  return checked(schemaOf(key, schema), (event, state: MessageState) => {
    const { index, before } = enterBlock(key, event, state);
    return { kind: 'data', payload: event as unknown as MessageStreamEvent, deltas: joined(before, read(event[key] as never, index, state)) };
  }, guard);
}

function schemaOf(key: PartKey, part: Schema<unknown>): Schema<PayloadObject> {
  return object({ index: blockIndex, [key]: part });
}

/** The number of the block that an event means, and what its beginning ends. */
function enterBlock(key: PartKey, event: PayloadObject, { blocks, calls }: MessageState): { readonly index: number; readonly before: readonly Delta[] } {
  const begins = key === 'content_block';
  const index = blocks.number(event.index, begins);
  return { index, before: begins ? calls.beginBlock(index, callIdOf(event.content_block)) : noDeltas };
}

function joined(before: readonly Delta[], deltas: readonly Delta[]): readonly Delta[] {
  return before.length === 0 ? deltas : [...before, ...deltas];
}
