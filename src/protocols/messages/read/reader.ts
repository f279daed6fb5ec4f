import { type Delta, noDeltas } from '../../../answer/delta.js';
import type { PayloadReader } from '../../../protocol.js';
import { readBreak } from '../../finish-words.js';
import { checked } from '../../schema/checked.js';
import { readByType } from '../../schema/read-by-type.js';
import { finishReasons } from '../finish-reasons.js';
import { eventSchemas, type MessageStreamEvent } from '../payload.js';
import { adds, type MessageRule } from './adds.js';
import { blockRules } from './block-rules.js';
import { deltaRules } from './delta-rules.js';
import { MessageState } from './message-state.js';
import { readByPart } from './read-by-part.js';

/** What each type of event says. */
export const rules: ReadonlyMap<string, MessageRule> = new Map([
  ['ping', adds(eventSchemas.ping, () => noDeltas)],
  ['message_start', adds(eventSchemas.message_start, ({ message: { id, model, usage } }, state) => [
    { type: 'start', ...(id && { id }), ...(model && { model }) },
    ...usageDeltas(usage, state),
  ])],
  ['content_block_start', readByPart('content_block', blockRules)],
  ['content_block_delta', readByPart('delta', deltaRules)],
  ['content_block_stop', adds(eventSchemas.content_block_stop, ({ index }, state) => state.calls.end(index))],
  ['message_delta', checked(eventSchemas.message_delta, (event, state: MessageState) => {
    const { delta, usage } = event;
    const error = delta?.stop_reason ? readBreak(delta.stop_reason) : undefined;
    if (error !== undefined) return { kind: 'error', error };
    const deltas = [...finishDeltas(delta?.stop_reason, state), ...usageDeltas(usage, state)];
    return { kind: 'data', payload: event as MessageStreamEvent, deltas };
  })],
  ['message_stop', checked(eventSchemas.message_stop, (event, state: MessageState) => ({
    kind: 'terminal',
    payload: event as MessageStreamEvent,
    deltas: state.calls.endAll(),
  }))],
]);

function finishDeltas(raw: string | null | undefined, state: MessageState): readonly Delta[] {
  if (!raw || state.stopped) return noDeltas;
  state.stopped = true;
  return [...state.calls.endAll(), { type: 'finish', reason: finishReasons.read(raw), raw, choice: 0 }];
}

function usageDeltas(received: unknown, state: MessageState): readonly Delta[] {
  const usage = state.addUsage(received);
  return usage === undefined ? noDeltas : [{ type: 'usage', usage }];
}

/** Opens the reading of one Messages stream. Proxies exist that never send `message_stop` (openclaw/openclaw#120030). */
export function openReader(): PayloadReader<MessageStreamEvent> {
  const state = new MessageState();
  return {
    read: readByType(rules, state),
    isWhole: () => state.stopped,
  };
}
