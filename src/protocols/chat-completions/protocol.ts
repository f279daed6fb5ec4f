import { defineProtocol, type WireError } from '../../protocol.js';
import { ChatCompletionAccumulator } from './accumulate.js';
import type { ChatCompletion } from './chat-completion.js';
import { nextTurn } from './next-turn.js';
import type { ChatCompletionChunk } from './payload.js';
import { ChatCompletionReader } from './reader.js';
import { ChatCompletionWriter } from './writer.js';

function errorBody({ type, message, code, param }: WireError): { error: object } {
  return { error: { message, type, param: param ?? null, code: code ?? null } };
}

/** OpenAI Chat Completions, and the many servers that speak it: https://platform.openai.com/docs/api-reference/chat-streaming */
export const chatCompletions = defineProtocol<ChatCompletionChunk, ChatCompletion>({
  name: 'chat-completions',
  path: '/chat/completions',
  headers: (apiKey) => ({ ...(apiKey !== '' && { authorization: `Bearer ${apiKey}` }) }),
  endsAtDone: true,
  openReader: () => new ChatCompletionReader(),
  openAccumulator: () => new ChatCompletionAccumulator(),
  nextTurn,
  openWriter: () => new ChatCompletionWriter(),
  writeError: (error) => [{ data: JSON.stringify(errorBody(error)) }],
  errorBody,
});
