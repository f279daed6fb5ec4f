import { noDeltas } from '../../../answer/delta.js';
import type { MessageBlockOf, MessageBlockType } from '../payload.js';
import { addsNothing, cite, type PartReading, say } from './reading.js';

/** What the start of each type of block says. A type that is added to the vocabulary does not compile until it stands here too. */
export const blockReadings = {
  text: ({ text, citations }) => [...say('text', text), ...(Array.isArray(citations) ? citations.flatMap(cite) : noDeltas)],
  thinking: ({ thinking }) => say('reasoning', thinking),
  tool_use: ({ id, name, input }, index, state) => state.calls.begin(index, id, name, input),
  redacted_thinking: addsNothing,
  server_tool_use: addsNothing,
  web_search_tool_result: addsNothing,
  web_fetch_tool_result: addsNothing,
  code_execution_tool_result: addsNothing,
  bash_code_execution_tool_result: addsNothing,
  text_editor_code_execution_tool_result: addsNothing,
  tool_search_tool_result: addsNothing,
  container_upload: addsNothing,
  advisor_tool_result: addsNothing,
  mcp_tool_use: addsNothing,
  mcp_tool_result: addsNothing,
  mcp_tool_listing: addsNothing,
  compaction: addsNothing,
  fallback: addsNothing,
} satisfies { readonly [T in MessageBlockType]: PartReading<MessageBlockOf<T>> };
