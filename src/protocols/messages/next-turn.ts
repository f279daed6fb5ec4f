import { isObject, listIn } from '../../payload-object.js';
import type { ToolResult } from '../../protocol.js';
import type { Message, MessageContentBlock } from './message.js';

/** https://docs.anthropic.com/en/docs/agents-and-tools/tool-use/implement-tool-use */
export function nextTurn(body: object, answer: Message, results: readonly ToolResult[]): object {
  const replies = results.map(({ id, content, isError }) => ({
    type: 'tool_result',
    tool_use_id: id,
    content,
    ...(isError && { is_error: true }),
  }));
  // The server refuses an empty text. Models begin one before they call a tool.
  const content = answer.content.filter(({ type, text }) => type !== 'text' || text !== '').map(withObjectInput);
  const reply = replies.length === 0 ? [] : [{ role: 'user', content: replies }];
  return { ...body, messages: [...listIn(body, 'messages'), { role: 'assistant', content }, ...reply] };
}

/** The server refuses a call whose input is no object, even where the model wrote it so. */
function withObjectInput(block: MessageContentBlock): object {
  return block.type !== 'tool_use' || isObject(block.input) ? block : { ...block, input: {} };
}
