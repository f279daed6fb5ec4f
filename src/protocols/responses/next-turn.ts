import { listIn } from '../../payload-object.js';
import type { ToolResult } from '../../protocol.js';

/** https://platform.openai.com/docs/guides/function-calling */
export function nextTurn(body: object, answer: { readonly output: readonly unknown[] }, results: readonly ToolResult[]): object {
  const asked: unknown = Reflect.get(body, 'input');
  const input = typeof asked === 'string' ? [{ role: 'user', content: asked }] : listIn(body, 'input');
  const replies = results.map(({ id, content }) => ({ type: 'function_call_output', call_id: id, output: content }));
  return { ...body, input: [...input, ...answer.output, ...replies] };
}
