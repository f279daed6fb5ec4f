import Anthropic from '@anthropic-ai/sdk';

import type { Delta } from '../../src/answer/delta.js';
import { messages } from '../../src/protocols/messages/protocol.js';
import { compareWithSdk } from './compare-with-sdk.js';
import { messageDifferences } from './message-differences.js';
import { writtenStream } from './stream.js';

const start: Delta = { type: 'start', id: 'a1', model: 'm1' };

compareWithSdk({
  protocol: messages,
  sdk: 'Anthropic SDK',
  differences: messageDifferences,
  askSdk(response) {
    const client = new Anthropic({ apiKey: 'key', baseURL: 'http://sdk.test', maxRetries: 0, logLevel: 'off', fetch: () => Promise.resolve(response) });
    return client.messages.stream({ model: 'm', max_tokens: 1, messages: [] }).finalMessage();
  },
  refused: {
    'fixture without-last-blank-line': 'stream ended without producing a Message',
    'fixture without-message-stop': 'stream ended without producing a Message',
    'fixture without-event-lines': 'request ended without sending any chunks',
    // No `event:` lines either.
    'messages/ai--authored-anthropic-anthropic-language-model.test.ts-22.sse': 'request ended without sending any chunks',
    // Several answers in one file: the SDK reads on behind the first `message_stop`.
    'messages/ai--anthropic-anthropic-programmatic-tool-calling.1.sse': 'got message_start before receiving "message_stop"',
    'messages/ai--anthropic-anthropic-tool-search-bm25.1.sse': 'got message_start before receiving "message_stop"',
    // A gateway that adds a `[DONE]`.
    'messages/rig--anthropic-gateway-message-delta-metadata.sse': '"[DONE]" is not valid JSON',
  },
  // A gateway that starts a second answer inside the first one.
  bothRefuse: [['messages/ai--anthropic-spliced-message-start.sse', 'A second message begins inside the first.']],
  written: [
    writtenStream(messages, 'text', [
      start,
      { type: 'text', text: 'Hel', choice: 0 },
      { type: 'text', text: 'lo\n\u{1F600}', choice: 0 },
      { type: 'citation', citation: { type: 'char_location', cited_text: 'Hello' }, choice: 0 },
      { type: 'finish', reason: 'stop', raw: 'end_turn', choice: 0 },
      { type: 'usage', usage: { inputTokens: 20, outputTokens: 9, cachedReadTokens: 8, cachedWriteTokens: 2 } },
    ]),
    writtenStream(messages, 'reasoning, cut off', [
      start,
      { type: 'reasoning', text: 'h', choice: 0 },
      { type: 'reasoning', text: 'm', choice: 0 },
      { type: 'text', text: 'Hi', choice: 0 },
      { type: 'finish', reason: 'length', raw: 'max_tokens', choice: 0 },
    ]),
    writtenStream(messages, 'tool calls', [
      start,
      { type: 'tool-call', index: 0, id: 'c1', name: 'sum', arguments: '', choice: 0 },
      { type: 'tool-call', index: 0, arguments: '{"x":', choice: 0 },
      { type: 'tool-call', index: 0, arguments: '1}', choice: 0 },
      { type: 'tool-call', index: 1, id: 'c2', name: 'sum', arguments: '{}', choice: 0 },
      { type: 'finish', reason: 'tool-calls', raw: 'tool_use', choice: 0 },
    ]),
    ...['{"a":[1,{"b":"x\\"y"},tru', '{"a":1,"b":"unfini', '{"a":1,"b', '{"a":12', '{"a":true', '{"a":"b" , ', '{"a":{"b":['].map((json) =>
      writtenStream(messages, `input cut off: ${json}`, [
        start,
        { type: 'tool-call', index: 0, id: 'c1', name: 'sum', arguments: json, choice: 0 },
        { type: 'finish', reason: 'length', raw: 'max_tokens', choice: 0 },
      ]),
    ),
  ],
});
