import type { PayloadObject } from '../../../payload-object.js';
import type { Except } from '../../schema/checked.js';
import { textIn, thoughtIn } from '../../wire-text.js';
import type { MessageBlockType, SilentBlockType } from '../payload.js';
import { parseInput } from './parse-input.js';

type BeginStep = (block: PayloadObject) => PayloadObject;

/** What each type of block begins with. A type that is added to the vocabulary does not compile until it stands here, or is silent. */
const steps = {
  text: unwrapped('text', textIn),
  thinking: unwrapped('thinking', thoughtIn),
  tool_use: withParsedInput,
  server_tool_use: withParsedInput,
  mcp_tool_use: withParsedInput,
} satisfies Record<Except<MessageBlockType, SilentBlockType>, BeginStep>;

const stepsByType: ReadonlyMap<unknown, BeginStep> = new Map(Object.entries(steps));

/** The block that a message holds once this one has begun. Types unknown today are kept as they come. */
export function beginBlock(block: PayloadObject): PayloadObject {
  return stepsByType.get(block.type)?.(block) ?? block;
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
