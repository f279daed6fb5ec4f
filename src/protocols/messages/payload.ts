import { isObject, type PayloadObject } from '../../payload-object.js';
import { anyObject, anyShape, array, either, type Infer, nullish, object, orNothing, type Schema, string } from '../schema/schema.js';
import { isAbsurdIndex, isWireIndex } from '../schema/wire-index.js';
import { wrappedText } from '../wire-text.js';

const text = nullish(wrappedText);

/** The number of the block that a delta adds to. What is no number counts as absent, see `BlockNumbers`; an absurd one is refused. */
export const blockIndex: Schema<number> = (value) => (isAbsurdIndex(value) ? 'too big' : undefined);
const optionalIndex = nullish(blockIndex);

/** The events. What stands in a block or in a delta has a vocabulary of its own, below. */
export const eventSchemas = {
  message_start: object({ message: anyShape }),
  content_block_start: object({ index: optionalIndex, content_block: orNothing(object({ type: string })) }),
  content_block_delta: object({ index: blockIndex, delta: orNothing(object({ type: string })) }),
  content_block_stop: object({ index: optionalIndex }),
  message_delta: object({ delta: anyShape, usage: anyShape }),
  message_stop: object({}),
  ping: object({}),
  /** No event, but a whole answer in place of a stream. */
  message: object({ content: array(anyShape), stop_reason: anyShape, usage: anyShape }),
};

/** The blocks. The vendor runs `server_tool_use` and `mcp_tool_use` itself; to take them for calls would run them a second time. */
export const blockSchemas = {
  text: object({ text, citations: anyShape }),
  thinking: object({ thinking: text }),
  tool_use: object({ id: anyShape, name: string, input: anyShape }),
  redacted_thinking: anyObject,
  server_tool_use: anyObject,
  web_search_tool_result: anyObject,
  web_fetch_tool_result: anyObject,
  code_execution_tool_result: anyObject,
  bash_code_execution_tool_result: anyObject,
  text_editor_code_execution_tool_result: anyObject,
  tool_search_tool_result: anyObject,
  container_upload: anyObject,
  advisor_tool_result: anyObject,
  mcp_tool_use: anyObject,
  mcp_tool_result: anyObject,
  mcp_tool_listing: anyObject,
  compaction: anyObject,
  fallback: anyObject,
};

/** What adds to a block. */
export const deltaSchemas = {
  text_delta: object({ text: wrappedText }),
  thinking_delta: object({ thinking: wrappedText }),
  input_json_delta: object({ partial_json: orNothing(either(anyObject, string)) }),
  citations_delta: object({ citation: anyShape }),
  signature_delta: anyObject,
  compaction_delta: anyObject,
};

export type MessageEventType = keyof typeof eventSchemas;
export type MessageBlockType = keyof typeof blockSchemas;
export type MessageDeltaType = keyof typeof deltaSchemas;

/** The blocks that say nothing in neutral words, and are kept as they come. Their list is a type, for a browser would load it once more. */
export type SilentBlockType =
  | 'redacted_thinking' | `${'web_search' | 'web_fetch' | 'code_execution' | 'bash_code_execution' | 'text_editor_code_execution' | 'tool_search'}_tool_result`
  | 'advisor_tool_result' | 'container_upload' | 'mcp_tool_result' | 'mcp_tool_listing' | 'compaction' | 'fallback';

/** The fields that the toolkit reads, and whatever else the server sent. */
type Open<T> = Readonly<T> & Readonly<Record<string, unknown>>;

export type MessageBlockOf<T extends MessageBlockType> = T extends MessageBlockType ? Open<{ type: T } & Infer<(typeof blockSchemas)[T]>> : never;

export type MessageDeltaOf<T extends MessageDeltaType> = T extends MessageDeltaType ? Open<{ type: T } & Infer<(typeof deltaSchemas)[T]>> : never;

/** What an event of one of these types holds beside the fields of its schema: a part with a type of its own. */
interface TypedParts {
  readonly content_block_start: { readonly content_block: MessageBlockOf<MessageBlockType> };
  readonly content_block_delta: { readonly delta: MessageDeltaOf<MessageDeltaType> };
}

export type MessageEventOf<T extends MessageEventType> = T extends MessageEventType
  ? Open<{ type: T } & (T extends keyof TypedParts ? TypedParts[T] : unknown) & Infer<(typeof eventSchemas)[T]>>
  : never;

/** One event of a Messages stream, as received. */
export type MessageStreamEvent = MessageEventOf<MessageEventType>;

/** By hand, in the vendor's own form, the schemas of the events that nearly all of an answer consists of. */
export const fragmentGuards = {
  text_delta: ({ index, delta }: PayloadObject) => isWireIndex(index) && isObject(delta) && typeof delta['text'] === 'string',
  thinking_delta: ({ index, delta }: PayloadObject) => isWireIndex(index) && isObject(delta) && typeof delta['thinking'] === 'string',
  input_json_delta: ({ index, delta }: PayloadObject) => isWireIndex(index) && isObject(delta) && typeof delta['partial_json'] === 'string',
};
