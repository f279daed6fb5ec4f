import { defineProtocol } from '../../protocol.js';
import { looksLike } from '../look-alike.js';
import type { ChatCompletion } from './chat-completion.js';
import { ChatCompletionAccumulator } from './fold/accumulator.js';
import { nextTurn } from './next-turn.js';
import type { ChatCompletionChunk } from './payload.js';
import { ChatCompletionReader } from './read/reader.js';
import { isWholeAnswer } from './whole-answer.js';

/**
 * OpenAI Chat Completions, and the many servers that speak it.
 *
 * - base URL: `https://api.openai.com/v1`; the request goes to `/chat/completions` below it
 * - header: `Authorization: Bearer KEY`
 * - smallest body: `{ model: 'gpt-5', messages: [{ role: 'user', content: 'Hi' }] }`
 *
 * Other vendors stand in `docs/providers.md`. An answer ends at `[DONE]`. Its usage comes only with `stream_options: { include_usage: true }`.
 *
 * @see https://platform.openai.com/docs/api-reference/chat-streaming
 */
export const chatCompletions = defineProtocol<ChatCompletionChunk, ChatCompletion>({
  name: 'chat-completions',
  path: '/chat/completions',
  headers: (apiKey): Record<string, string> => (apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` }),
  endsAtDone: true,
  openReader: () => new ChatCompletionReader(),
  isWholeAnswer,
  looksLike,
  openAccumulator: () => new ChatCompletionAccumulator(),
  nextTurn,
});
