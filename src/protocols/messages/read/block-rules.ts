import * as z from 'zod/mini';

import { type Delta, noDeltas } from '../../../answer/delta.js';
import { wireIndex } from '../../schema/wire-index.js';
import { blockSchemas, silentBlocks } from '../payload.js';
import { adds, type MessageRule } from './adds.js';
import type { MessageState } from './message-state.js';

/** What the start of each type of block says. */
export const blockRules: ReadonlyMap<string, MessageRule> = new Map([
  ...silentBlocks.map((type) => [type, block(z.object({}), () => noDeltas)] as const),
  ['text', block(blockSchemas.text, ({ text, citations }) => [
    ...(text ? [{ type: 'text', text, choice: 0 } as const] : noDeltas),
    ...(citations ?? []).map((citation) => ({ type: 'citation', citation, choice: 0 }) as const),
  ])],
  ['thinking', block(blockSchemas.thinking, ({ thinking }) =>
    thinking ? [{ type: 'reasoning', text: thinking, choice: 0 }] : noDeltas,
  )],
  ['tool_use', block(blockSchemas.tool_use, ({ id, name, input }, index, state) =>
    state.calls.begin(index, id, name, input),
  )],
]);

function block<T>(
  schema: z.ZodMiniType<T>,
  read: (block: T, index: number, state: MessageState) => readonly Delta[],
): MessageRule {
  return adds(z.object({ index: wireIndex, content_block: schema }), (event, state) =>
    read(event.content_block, event.index, state),
  );
}
