import * as z from 'zod/mini';

import { MAX_INDEX } from '../../answer/delta.js';
import { isObject, type PayloadObject } from '../../payload-object.js';

const text = z.nullish(z.string());
/** What stands beside the output may be of any shape: it stays in the payload, and a shape that nobody reads gives no delta. */
const anyShape = z.optional(z.unknown());

/** The number of the block that a delta adds to. A negative one is tolerated, see `BlockNumbers`; an absurd one is refused. */
export const blockIndex = z.int().check(z.lte(MAX_INDEX));
/** What begins or ends a block may leave it out. A delta may not: nobody could tell whose it is. */
const optionalIndex = z.nullish(blockIndex);

/** The events. What stands in a block or in a delta has a vocabulary of its own, below. */
export const eventSchemas = {
  message_start: z.object({ message: anyShape }),
  content_block_start: z.object({ index: optionalIndex, content_block: z.object({ type: z.string() }) }),
  content_block_delta: z.object({ index: blockIndex, delta: z.object({ type: z.string() }) }),
  content_block_stop: z.object({ index: optionalIndex }),
  message_delta: z.object({ delta: anyShape, usage: anyShape }),
  message_stop: z.object({}),
  ping: z.object({}),
  /** No event, but a whole answer in place of a stream. */
  message: z.object({ content: z.array(z.unknown()), stop_reason: anyShape, usage: anyShape }),
};

const anything = z.object({});

/** The blocks. The vendor runs `server_tool_use` and `mcp_tool_use` itself; to take them for calls would run them a second time. */
export const blockSchemas = {
  text: z.object({ text, citations: anyShape }),
  thinking: z.object({ thinking: text }),
  tool_use: z.object({ id: anyShape, name: z.string(), input: anyShape }),
  redacted_thinking: anything,
  server_tool_use: anything,
  web_search_tool_result: anything,
  web_fetch_tool_result: anything,
  code_execution_tool_result: anything,
  bash_code_execution_tool_result: anything,
  text_editor_code_execution_tool_result: anything,
  tool_search_tool_result: anything,
  container_upload: anything,
  advisor_tool_result: anything,
  mcp_tool_use: anything,
  mcp_tool_result: anything,
  mcp_tool_listing: anything,
  compaction: anything,
  fallback: anything,
};

const piece = z.nullable(z.string());

/** What adds to a block. */
export const deltaSchemas = {
  text_delta: z.object({ text: piece }),
  thinking_delta: z.object({ thinking: piece }),
  input_json_delta: z.object({ partial_json: piece }),
  citations_delta: z.object({ citation: anyShape }),
  signature_delta: anything,
  compaction_delta: anything,
};

export type MessageEventType = keyof typeof eventSchemas;
export type MessageBlockType = keyof typeof blockSchemas;
export type MessageDeltaType = keyof typeof deltaSchemas;

/** The fields that the toolkit reads, and whatever else the server sent. */
type Open<T> = Readonly<T> & Readonly<Record<string, unknown>>;

export type MessageBlockOf<T extends MessageBlockType> = T extends MessageBlockType ? Open<{ type: T } & z.infer<(typeof blockSchemas)[T]>> : never;

export type MessageDeltaOf<T extends MessageDeltaType> = T extends MessageDeltaType ? Open<{ type: T } & z.infer<(typeof deltaSchemas)[T]>> : never;

/** What an event of one of these types holds beside the fields of its schema: a part with a type of its own. */
interface TypedParts {
  readonly content_block_start: { readonly content_block: MessageBlockOf<MessageBlockType> };
  readonly content_block_delta: { readonly delta: MessageDeltaOf<MessageDeltaType> };
}

export type MessageEventOf<T extends MessageEventType> = T extends MessageEventType
  ? Open<{ type: T } & (T extends keyof TypedParts ? TypedParts[T] : unknown) & z.infer<(typeof eventSchemas)[T]>>
  : never;

/** One event of a Messages stream, as received. */
export type MessageStreamEvent = MessageEventOf<MessageEventType>;

/** By hand, the schemas of the events that nearly all of an answer consists of. */
export const fragmentGuards = {
  text_delta: ({ index, delta }: PayloadObject) => isBlockIndex(index) && isObject(delta) && isPiece(delta['text']),
  thinking_delta: ({ index, delta }: PayloadObject) => isBlockIndex(index) && isObject(delta) && isPiece(delta['thinking']),
  input_json_delta: ({ index, delta }: PayloadObject) => isBlockIndex(index) && isObject(delta) && isPiece(delta['partial_json']),
};

function isBlockIndex(index: unknown): boolean {
  return Number.isSafeInteger(index) && (index as number) <= MAX_INDEX;
}

function isPiece(text: unknown): boolean {
  return typeof text === 'string' || text === null;
}
