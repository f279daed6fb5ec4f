import type { PayloadReader } from '../../protocol.js';
import { readByType } from '../read-by-type.js';
import { MessageState } from './message-state.js';
import type { MessageStreamEvent } from './payload.js';
import { rules } from './rules.js';

/** Opens the reading of one Messages stream. Proxies exist that never send `message_stop` (openclaw/openclaw#120030). */
export function openReader(): PayloadReader<MessageStreamEvent> {
  const state = new MessageState();
  return {
    read: readByType(rules, state),
    isWhole: () => state.stopped,
  };
}
