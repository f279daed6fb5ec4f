import type { PayloadReader } from '../../protocol.js';
import { readByType } from '../read-by-type.js';
import type { ResponseEvent } from './events.js';
import { ResponseState } from './response-state.js';
import { rules } from './rules.js';

/** Opens the reading of one Responses stream. Only a lifecycle event ends an answer, so no clean end is ever whole by itself. */
export function openReader(): PayloadReader<ResponseEvent> {
  const state = new ResponseState();
  return {
    read: readByType(rules, state),
    isWhole: () => false,
  };
}
