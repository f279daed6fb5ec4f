import { type Delta, noDeltas } from '../../../answer/delta.js';
import { isObject, type PayloadObject } from '../../../payload-object.js';
import type { PayloadReader, Reading } from '../../../protocol.js';
import { checked } from '../../schema/checked.js';
import { ReaderByType } from '../../schema/reader-by-type.js';
import type { Schema } from '../../schema/schema.js';
import { blockSchemas, deltaSchemas, eventSchemas, fragmentGuards, type MessageEventOf, type MessageEventType, type MessageStreamEvent } from '../payload.js';
import { blockReadings } from './block-readings.js';
import { deltaReadings } from './delta-readings.js';
import { MessageState } from './message-state.js';
import { readByPart } from './read-by-part.js';
import { readEnd } from './read-end.js';
import { adds, addsNothing, type EventReading, type MessageRule } from './reading.js';
import { readWholeAnswer } from './whole-answer.js';

/** What each type of event says. A type that is added to the vocabulary does not compile until it stands here too. */
const rules = {
  message_start: rule('message_start', adds(start)),
  content_block_start: readByPart('content_block', blockReadings, blockSchemas),
  content_block_delta: readByPart('delta', deltaReadings, deltaSchemas, fragmentGuards),
  content_block_stop: rule('content_block_stop', adds(({ index }, state) => state.calls.end(state.blocks.number(index, false)))),
  message_delta: rule('message_delta', readMessageDelta),
  message_stop: rule('message_stop', (event, state) => ({ kind: 'terminal', payload: event, deltas: state.calls.endAll() })),
  message: rule('message', readWholeAnswer),
  ping: rule('ping', adds(addsNothing)),
} satisfies Record<MessageEventType, MessageRule>;

const rulesByType: ReadonlyMap<string, MessageRule> = new Map(Object.entries(rules));

/** Puts the schema of a type before its reading. */
function rule<T extends MessageEventType>(type: T, read: EventReading<MessageEventOf<T>>): MessageRule {
  return checked(eventSchemas[type] as unknown as Schema<MessageEventOf<T>>, read);
}

function start({ message }: MessageEventOf<'message_start'>, state: MessageState): readonly Delta[] {
  const head = isObject(message) ? message : {};
  return [...state.start(head), ...state.addUsage(head.usage)];
}

function readMessageDelta(event: MessageEventOf<'message_delta'>, state: MessageState): Reading<MessageStreamEvent> {
  return readEnd(event, isObject(event.delta) ? event.delta.stop_reason : undefined, event.usage, noDeltas, state);
}

/** Reads the events of one Messages stream. Proxies exist that never send `message_stop` (openclaw/openclaw#120030). */
export class MessageReader implements PayloadReader<MessageStreamEvent> {
  readonly #state = new MessageState();
  readonly #events = new ReaderByType(rulesByType, this.#state);

  read(payload: PayloadObject): Reading<MessageStreamEvent> {
    return this.#events.read(payload);
  }

  isWhole(): boolean {
    return this.#state.hasFinished;
  }
}
