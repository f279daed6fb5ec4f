import * as z from 'zod/mini';

import { type Delta, noDeltas } from '../../../answer/delta.js';
import type { PayloadObject } from '../../../payload-object.js';
import { wireIndex } from '../../schema/wire-index.js';
import { deltaSchemas, fragmentGuards } from '../payload.js';
import { adds, type MessageRule } from './adds.js';
import type { MessageState } from './message-state.js';

/** What each type of block delta says. */
export const deltaRules: ReadonlyMap<string, MessageRule> = new Map([
  ['text_delta', delta(deltaSchemas.text_delta, ({ text }) =>
    text === '' ? noDeltas : [{ type: 'text', text, choice: 0 }],
  fragmentGuards.text_delta)],
  ['thinking_delta', delta(deltaSchemas.thinking_delta, ({ thinking }) =>
    thinking === '' ? noDeltas : [{ type: 'reasoning', text: thinking, choice: 0 }],
  fragmentGuards.thinking_delta)],
  ['input_json_delta', delta(deltaSchemas.input_json_delta, ({ partial_json: json }, index, state) =>
    state.calls.add(index, json),
  fragmentGuards.input_json_delta)],
  ['citations_delta', delta(deltaSchemas.citations_delta, ({ citation }) => [
    { type: 'citation', citation, choice: 0 },
  ])],
  ['signature_delta', delta(deltaSchemas.signature_delta, () => noDeltas)],
  ['compaction_delta', delta(deltaSchemas.compaction_delta, () => noDeltas)],
]);

function delta<T>(
  schema: z.ZodMiniType<T>,
  read: (delta: T, index: number, state: MessageState) => readonly Delta[],
  matches?: (event: PayloadObject) => boolean,
): MessageRule {
  return adds(z.object({ index: wireIndex, delta: schema }), (event, state) => read(event.delta, event.index, state), matches);
}
