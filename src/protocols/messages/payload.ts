import * as z from 'zod/mini';

import { isObject, type PayloadObject } from '../../payload-object.js';
import { isWireIndex, wireIndex } from '../schema/wire-index.js';

const text = z.nullish(z.string());
const usage = z.optional(z.unknown());

export const eventSchemas = {
  message_start: z.object({ message: z.object({ id: text, model: text, usage }) }),
  content_block_stop: z.object({ index: wireIndex }),
  message_delta: z.object({ delta: z.nullish(z.object({ stop_reason: text })), usage }),
  message_stop: z.object({}),
  ping: z.object({}),
};

/** Blocks of the model's own words, and the calls that the caller must answer. */
export const blockSchemas = {
  text: z.object({ text, citations: z.nullish(z.array(z.unknown())) }),
  thinking: z.object({ thinking: text }),
  tool_use: z.object({ id: text, name: z.string(), input: z.optional(z.unknown()) }),
};

/**
 * Blocks that say nothing in neutral words. The vendor runs `server_tool_use` and `mcp_tool_use` itself, and whoever
 * took them for calls would run them a second time.
 */
export const silentBlocks = [
  'redacted_thinking',
  'server_tool_use',
  'web_search_tool_result',
  'web_fetch_tool_result',
  'code_execution_tool_result',
  'bash_code_execution_tool_result',
  'text_editor_code_execution_tool_result',
  'tool_search_tool_result',
  'container_upload',
  'advisor_tool_result',
  'mcp_tool_use',
  'mcp_tool_result',
  'mcp_tool_listing',
  'compaction',
  'fallback',
] as const;

export const deltaSchemas = {
  text_delta: z.object({ text: z.string() }),
  thinking_delta: z.object({ thinking: z.string() }),
  input_json_delta: z.object({ partial_json: z.string() }),
  citations_delta: z.object({ citation: z.object({}) }),
  signature_delta: z.object({}),
  compaction_delta: z.object({}),
};

/** The fields that the toolkit reads, and whatever else the server sent. */
type Open<T> = Readonly<T> & Readonly<Record<string, unknown>>;

type Typed<Schemas extends Record<string, z.ZodMiniType>> = {
  [Type in keyof Schemas]: Open<{ type: Type } & z.infer<Schemas[Type]>>;
}[keyof Schemas];

type MessageBlock = Typed<typeof blockSchemas> | Open<{ type: (typeof silentBlocks)[number] }>;

export type MessageBlockDelta = Typed<typeof deltaSchemas>;

/** One event of a Messages stream, as received. */
export type MessageStreamEvent =
  | Typed<typeof eventSchemas>
  | Open<{ type: 'content_block_start'; index: number; content_block: MessageBlock }>
  | Open<{ type: 'content_block_delta'; index: number; delta: MessageBlockDelta }>;

/** By hand, the schemas of the events that nearly all of an answer consists of. */
export const fragmentGuards = {
  text_delta: ({ index, delta }: PayloadObject) => isWireIndex(index) && isObject(delta) && typeof delta['text'] === 'string',
  thinking_delta: ({ index, delta }: PayloadObject) => isWireIndex(index) && isObject(delta) && typeof delta['thinking'] === 'string',
  input_json_delta: ({ index, delta }: PayloadObject) => isWireIndex(index) && isObject(delta) && typeof delta['partial_json'] === 'string',
};
