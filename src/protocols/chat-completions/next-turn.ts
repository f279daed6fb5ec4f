import { listIn } from '../../payload-object.js';
import type { ToolResult } from '../../protocol.js';
import type { ChatCompletion } from './chat-completion.js';

/** https://platform.openai.com/docs/guides/function-calling?api-mode=chat */
export function nextTurn(body: object, answer: ChatCompletion, results: readonly ToolResult[]): object {
  const message = answer.choices[0]?.message;
  const replies = results.map(({ id, content }) => ({ role: 'tool', tool_call_id: id, content }));
  return { ...body, messages: [...listIn(body, 'messages'), ...(message ? [message] : []), ...replies] };
}
