import type { Delta } from '../../../answer/delta.js';
import { isObject, type PayloadObject } from '../../../payload-object.js';
import type { Reading } from '../../../protocol.js';
import { type Schema, within } from '../../schema/schema.js';
import { blockSchemas, type MessageEventOf, type MessageStreamEvent } from '../payload.js';
import { blockReadings } from './block-readings.js';
import type { MessageState } from './message-state.js';
import { readEnd } from './read-end.js';
import type { PartReading } from './reading.js';

/** Whether a payload is a whole message and no event. https://docs.anthropic.com/en/api/messages */
export function isWholeAnswer({ type, content }: PayloadObject): boolean {
  return type === 'message' && Array.isArray(content);
}

interface BlockRule {
  readonly schema: Schema<unknown>;
  readonly read: PartReading<never>;
}

const rules: ReadonlyMap<unknown, BlockRule> = new Map(
  Object.entries(blockReadings).map(([type, read]) => [type, { read, schema: (blockSchemas as Record<string, Schema<unknown>>)[type] as Schema<unknown> }]),
);

/**
 * Reads a message that came whole in place of a stream. After the start of an answer it is none, and may carry output.
 *
 * @returns all of its deltas. Blocks of types unknown today say nothing in neutral words, and are in the payload.
 */
export function readWholeAnswer(message: MessageEventOf<'message'>, state: MessageState): Reading<MessageStreamEvent> {
  if (state.hasStarted) return { kind: 'unknown', payload: message };
  const deltas: Delta[] = [...state.start(message)];
  for (const [index, block] of message.content.entries()) {
    const rule = isObject(block) ? rules.get(block.type) : undefined;
    const problem = rule?.schema(block);
    if (problem !== undefined) return { kind: 'invalid', reason: within(`content.${String(index)}`, problem) };
    if (rule !== undefined) deltas.push(...rule.read(block as never, index, state), ...state.calls.end(index));
  }
  return readEnd(message, message.stop_reason, message.usage, deltas, state);
}
