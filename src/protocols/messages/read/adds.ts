import type * as z from 'zod/mini';

import type { Delta } from '../../../answer/delta.js';
import type { PayloadObject } from '../../../payload-object.js';
import type { Reading } from '../../../protocol.js';
import { checked, type PayloadRule } from '../../schema/checked.js';
import type { MessageStreamEvent } from '../payload.js';
import type { MessageState } from './message-state.js';

export type MessageRule = PayloadRule<MessageStreamEvent, MessageState>;

/** The rule for an event by which the answer goes on. */
export function adds<T>(
  schema: z.ZodMiniType<T>,
  read: (event: T, state: MessageState) => readonly Delta[],
  matches?: (event: PayloadObject) => boolean,
): MessageRule {
  // The table that a rule stands in has matched `type`, which the schema therefore does not name again.
  const toFrame = (event: T, state: MessageState): Reading<MessageStreamEvent> => ({
    kind: 'data',
    payload: event as MessageStreamEvent,
    deltas: read(event, state),
  });
  return checked(schema, toFrame, matches);
}
