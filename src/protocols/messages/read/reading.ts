import { type Delta, noDeltas } from '../../../answer/delta.js';
import type { Reading } from '../../../protocol.js';
import type { PayloadRule } from '../../schema/checked.js';
import { textIn, thoughtIn } from '../../wire-text.js';
import type { MessageStreamEvent } from '../payload.js';
import type { MessageState } from './message-state.js';

export type MessageRule = PayloadRule<MessageStreamEvent, MessageState>;

/** How the events of one type are read. */
export type EventReading<E extends MessageStreamEvent> = (event: E, state: MessageState) => Reading<MessageStreamEvent>;

/** How one type of block, or of delta, is read; `index` is the number of the block. */
export type PartReading<Part> = (part: Part, index: number, state: MessageState) => readonly Delta[];

/** The explicit word for what says nothing in neutral words. Its payload is there for those who want it. */
export function addsNothing(): readonly Delta[] {
  return noDeltas;
}

/** The reading of an event by which the answer goes on. */
export function adds<E extends MessageStreamEvent>(deltasOf: (event: E, state: MessageState) => readonly Delta[]): EventReading<E> {
  return (event, state) => ({ kind: 'data', payload: event, deltas: deltasOf(event, state) });
}

/** A piece of text or of reasoning, in whatever wrapping; none where it is empty. */
export function say(type: 'text' | 'reasoning', wire: unknown): readonly Delta[] {
  const text = type === 'text' ? textIn(wire) : thoughtIn(wire);
  return text === '' ? noDeltas : [{ type, text, choice: 0 }];
}

export function cite(citation: unknown): readonly Delta[] {
  return citation === undefined || citation === null ? noDeltas : [{ type: 'citation', citation, choice: 0 }];
}
