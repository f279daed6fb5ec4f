import type { Delta } from '../../../answer/delta.js';
import type { Reading } from '../../../protocol.js';
import { readBreak } from '../../finish-words.js';
import type { MessageStreamEvent } from '../payload.js';
import type { MessageState } from './message-state.js';

/**
 * Reads why an answer ends, and its counts.
 *
 * @param deltas what the payload says before that.
 */
export function readEnd(
  payload: MessageStreamEvent,
  reason: unknown,
  usage: unknown,
  deltas: readonly Delta[],
  state: MessageState,
): Reading<MessageStreamEvent> {
  const raw = typeof reason === 'string' ? reason : '';
  const error = readBreak(raw);
  if (error !== undefined) return { kind: 'error', error };
  return { kind: 'data', payload, deltas: [...deltas, ...state.finish(raw), ...state.addUsage(usage)] };
}
