import { defineProtocol } from '../../protocol.js';
import { looksLike } from '../look-alike.js';
import type { ChatCompletion } from './chat-completion.js';
import { ChatCompletionAccumulator } from './fold/accumulator.js';
import { nextTurn } from './next-turn.js';
import type { ChatCompletionChunk } from './payload.js';
import { ChatCompletionReader } from './read/reader.js';
import { isWholeAnswer } from './whole-answer.js';

/** OpenAI Chat Completions, and the many servers that speak it: https://platform.openai.com/docs/api-reference/chat-streaming */
export const chatCompletions = defineProtocol<ChatCompletionChunk, ChatCompletion>({
  name: 'chat-completions',
  path: '/chat/completions',
  headers: (apiKey) => ({ ...(apiKey !== '' && { authorization: `Bearer ${apiKey}` }) }),
  endsAtDone: true,
  openReader: () => new ChatCompletionReader(),
  isWholeAnswer,
  looksLike,
  openAccumulator: () => new ChatCompletionAccumulator(),
  nextTurn,
});
