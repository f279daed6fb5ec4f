import type * as z from 'zod/mini';

import { type Delta, noDeltas } from '../../../answer/delta.js';
import type { PayloadReader, Reading } from '../../../protocol.js';
import { readBreak } from '../../finish-words.js';
import { checked } from '../../schema/checked.js';
import { readByType } from '../../schema/read-by-type.js';
import { finishReasons } from '../finish-reasons.js';
import { blockSchemas, deltaSchemas, eventSchemas, fragmentGuards, type MessageEventOf, type MessageEventType, type MessageStreamEvent } from '../payload.js';
import { adds, addsNothing, type EventReading, type MessageRule } from './reading.js';
import { blockReadings } from './block-readings.js';
import { deltaReadings } from './delta-readings.js';
import { MessageState } from './message-state.js';
import { readByPart } from './read-by-part.js';

/** What each type of event says. A type that is added to the vocabulary does not compile until it stands here too. */
const rules = {
  message_start: rule('message_start', adds(start)),
  content_block_start: readByPart('content_block', blockReadings, blockSchemas),
  content_block_delta: readByPart('delta', deltaReadings, deltaSchemas, fragmentGuards),
  content_block_stop: rule('content_block_stop', adds(({ index }, state) => state.calls.end(index))),
  message_delta: rule('message_delta', readMessageDelta),
  message_stop: rule('message_stop', (event, state) => ({ kind: 'terminal', payload: event, deltas: state.calls.endAll() })),
  ping: rule('ping', adds(addsNothing)),
} satisfies Record<MessageEventType, MessageRule>;

const rulesByType: ReadonlyMap<string, MessageRule> = new Map(Object.entries(rules));

/** Puts the schema of a type before its reading. */
function rule<T extends MessageEventType>(type: T, read: EventReading<MessageEventOf<T>>): MessageRule {
  return checked(eventSchemas[type] as unknown as z.ZodMiniType<MessageEventOf<T>>, read);
}

function start({ message: { id, model, usage } }: MessageEventOf<'message_start'>, state: MessageState): readonly Delta[] {
  return [{ type: 'start', ...(id && { id }), ...(model && { model }) }, ...usageDeltas(usage, state)];
}

function readMessageDelta(event: MessageEventOf<'message_delta'>, state: MessageState): Reading<MessageStreamEvent> {
  const reason = event.delta?.stop_reason;
  const error = reason ? readBreak(reason) : undefined;
  if (error !== undefined) return { kind: 'error', error };
  return { kind: 'data', payload: event, deltas: [...finishDeltas(reason, state), ...usageDeltas(event.usage, state)] };
}

function finishDeltas(raw: string | null | undefined, state: MessageState): readonly Delta[] {
  if (!raw || state.stopped) return noDeltas;
  state.stopped = true;
  return [...state.calls.endAll(), { type: 'finish', reason: finishReasons.read(raw), raw, choice: 0 }];
}

function usageDeltas(received: unknown, state: MessageState): readonly Delta[] {
  const usage = state.addUsage(received);
  return usage === undefined ? noDeltas : [{ type: 'usage', usage }];
}

/** Reads the events of one Messages stream. Proxies exist that never send `message_stop` (openclaw/openclaw#120030). */
export class MessageReader implements PayloadReader<MessageStreamEvent> {
  readonly #state = new MessageState();
  readonly read = readByType(rulesByType, this.#state);

  isWhole(): boolean {
    return this.#state.stopped;
  }
}
