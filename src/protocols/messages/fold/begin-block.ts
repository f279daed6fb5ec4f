import type { PayloadObject } from '../../../payload-object.js';
import { textIn, thoughtIn } from '../../wire-text.js';
import type { MessageBlockType } from '../payload.js';
import { parseInput } from './parse-input.js';

type BeginStep = (block: PayloadObject) => PayloadObject;

const asItCame: BeginStep = (block) => block;

/** What each type of block begins with. A type that is added to the vocabulary does not compile until it stands here too. */
const steps = {
  text: unwrapped('text', textIn),
  thinking: unwrapped('thinking', thoughtIn),
  tool_use: withParsedInput,
  redacted_thinking: asItCame,
  server_tool_use: withParsedInput,
  web_search_tool_result: asItCame,
  web_fetch_tool_result: asItCame,
  code_execution_tool_result: asItCame,
  bash_code_execution_tool_result: asItCame,
  text_editor_code_execution_tool_result: asItCame,
  tool_search_tool_result: asItCame,
  container_upload: asItCame,
  advisor_tool_result: asItCame,
  mcp_tool_use: withParsedInput,
  mcp_tool_result: asItCame,
  mcp_tool_listing: asItCame,
  compaction: asItCame,
  fallback: asItCame,
} satisfies Record<MessageBlockType, BeginStep>;

const stepsByType: ReadonlyMap<unknown, BeginStep> = new Map(Object.entries(steps));

/** The block that a message holds once this one has begun. Types unknown today are kept as they come. */
export function beginBlock(block: PayloadObject): PayloadObject {
  return (stepsByType.get(block.type) ?? asItCame)(block);
}

/** Deltas lengthen a text: one in the wrapping of a gateway becomes one. */
function unwrapped(key: string, read: (value: unknown) => string): BeginStep {
  return (block) => (typeof block[key] === 'object' && block[key] !== null ? { ...block, [key]: read(block[key]) } : block);
}

/** Some gateways state the input as JSON text. */
function withParsedInput(block: PayloadObject): PayloadObject {
  const { input } = block;
  if (typeof input !== 'string') return block;
  return { ...block, input: input.trim() === '' ? {} : parseInput(input) };
}
