import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';

globalThis.AI_SDK_LOG_WARNINGS = false;

const baseURL = 'http://127.0.0.1/v1';
const models = {
  'chat-completions': (fetch) => createOpenAICompatible({ name: 'any', baseURL, apiKey: 'none', fetch })('any'),
  responses: (fetch) => createOpenAI({ baseURL, apiKey: 'none', fetch }).responses('any'),
  messages: (fetch) => createAnthropic({ baseURL, apiKey: 'none', fetch })('any'),
};

/** `streamText`, read as text. */
export const ai = {
  name: 'ai',
  protocols: ['chat-completions', 'responses', 'messages'],
  read: async (protocol, fetch, { onPiece, signal } = {}) => {
    const { textStream } = streamText({ model: models[protocol](fetch), prompt: 'Hi', maxRetries: 0, abortSignal: signal });
    let answer = '';
    for await (const piece of textStream) {
      if (onPiece) onPiece(piece);
      else answer += piece;
    }
    return answer;
  },
};
