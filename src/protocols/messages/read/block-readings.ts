import { noDeltas } from '../../../answer/delta.js';
import type { Except } from '../../schema/checked.js';
import type { MessageBlockOf, MessageBlockType, SilentBlockType } from '../payload.js';
import { cite, type PartReading, say } from './reading.js';

/** These too: the vendor runs them itself. */
type Silent = SilentBlockType | 'server_tool_use' | 'mcp_tool_use';

/** What the start of each type of block says. A type that is added to the vocabulary does not compile until it stands here, or is silent. */
export const blockReadings = {
  text: ({ text, citations }) => [...say('text', text), ...(Array.isArray(citations) ? citations.flatMap(cite) : noDeltas)],
  thinking: ({ thinking }) => say('reasoning', thinking),
  tool_use: ({ id, name, input }, index, state) => state.calls.begin(index, id, name, input),
} satisfies { readonly [T in Except<MessageBlockType, Silent>]: PartReading<MessageBlockOf<T>> };
