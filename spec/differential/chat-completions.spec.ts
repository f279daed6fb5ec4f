import type { Delta } from '../../src/answer/delta.js';
import { chatCompletions } from '../../src/protocols/chat-completions/protocol.js';
import { chatDifferences } from './chat-differences.js';
import { compareWithSdk } from './compare-with-sdk.js';
import { loadOpenAI } from './load-openai.js';
import { type Stream, writtenStream } from './stream.js';

/** Streams that the SDK refuses, and with what words. */
const refused: Readonly<Record<string, string>> = {
  'fixture loose-framing': 'malformed server-sent event JSON',
  'fixture single-newlines': 'malformed server-sent event JSON',
  'fixture tool-calls-without-index': 'invalid tool call index: undefined',
  'chat-completions/ai--mistral-mistral-tool-call.sse': 'invalid tool call index: undefined',
  'chat-completions/ai--mistral-mistral-incremental-tool-call.sse': 'missing role for choice 0',
  'chat-completions/pydantic-ai--models-test-groq-test-groq-model-web-search-tool-stream.sse': 'missing role for choice 0',
  // Calls that are numbered from 1.
  'chat-completions/ai--openai-compatible-chat-anthropic-fallback-tool-call.sse': "Cannot read properties of undefined (reading 'id')",
};

const start: Delta = { type: 'start', id: 'a1', model: 'm1' };
const written: readonly Stream[] = [
  writtenStream(chatCompletions, 'text', [
    start,
    { type: 'text', text: 'Hel', choice: 0 },
    { type: 'text', text: 'lo\n\u{1F600}', choice: 0 },
    { type: 'citation', citation: { url: 'https://example.com' }, choice: 0 },
    { type: 'finish', reason: 'stop', raw: 'stop', choice: 0 },
    { type: 'usage', usage: { inputTokens: 20, outputTokens: 9, reasoningTokens: 4, cachedReadTokens: 8 } },
  ]),
  writtenStream(chatCompletions, 'reasoning', [
    start,
    { type: 'reasoning', text: 'h', choice: 0 },
    { type: 'reasoning', text: 'm', choice: 0 },
    { type: 'text', text: 'Hi', choice: 0 },
    { type: 'finish', reason: 'length', raw: 'length', choice: 0 },
  ]),
  writtenStream(chatCompletions, 'tool calls', [
    start,
    { type: 'tool-call', index: 0, id: 'c1', name: 'sum', arguments: '', choice: 0 },
    { type: 'tool-call', index: 1, id: 'c2', name: 'sum', arguments: '{', choice: 0 },
    { type: 'tool-call', index: 0, arguments: '{"x":1}', choice: 0 },
    { type: 'tool-call', index: 1, arguments: '}', choice: 0 },
    { type: 'finish', reason: 'tool-calls', raw: 'tool_calls', choice: 0 },
  ]),
  writtenStream(chatCompletions, 'choices, refusals and media', [
    start,
    { type: 'refusal', text: 'No.', choice: 0 },
    { type: 'text', text: 'b', choice: 1 },
    { type: 'media', mediaType: 'audio/pcm', data: 'AAAA', choice: 0 },
    { type: 'finish', reason: 'content-filter', raw: 'content_filter', choice: 1 },
    { type: 'finish', reason: 'stop', raw: 'stop', choice: 0 },
  ]),
];

/** A gateway's own chunk, without an id, in the middle of an answer. */
const foreignHead: Stream = {
  name: 'written chunk without an id',
  bytes: new TextEncoder().encode([
    { id: 'a1', created: 1, model: 'm1', choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] },
    { created: 2, model: 'gateway', choices: [{ index: 0, delta: {} }] },
    { id: 'a1', created: 1, model: 'm1', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
  ].map((chunk) => `data: ${JSON.stringify({ object: 'chat.completion.chunk', ...chunk })}\n\n`).join('') + 'data: [DONE]\n\n'),
};

const OpenAI = await loadOpenAI();

if (OpenAI === undefined) {
  it.skip('compares with openai 7', () => undefined);
} else {
  compareWithSdk({
    protocol: chatCompletions,
    sdk: 'OpenAI SDK',
    written: [...written, foreignHead],
    refused,
    differences: chatDifferences,
    askSdk(response) {
      const client = new OpenAI({ apiKey: 'key', baseURL: 'http://sdk.test', maxRetries: 0, fetch: () => Promise.resolve(response) });
      return client.chat.completions.stream({ model: 'm', messages: [] }).finalChatCompletion();
    },
  });
}
