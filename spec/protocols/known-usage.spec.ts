import type { Usage } from '../../src/answer/delta.js';
import type { PayloadObject } from '../../src/payload-object.js';
import type { PayloadReader } from '../../src/protocol.js';
import { chatCompletions } from '../../src/protocols/chat-completions/protocol.js';
import { countIn, knownUsage } from '../../src/protocols/known-usage.js';
import { messages } from '../../src/protocols/messages/protocol.js';
import { responses } from '../../src/protocols/responses/protocol.js';

describe('known usage', () => {
  it('leaves out what the wire did not give, and keeps zeros', () => {
    const usage = knownUsage({ inputTokens: 0, outputTokens: undefined, reasoningTokens: undefined, cachedReadTokens: 3 });
    expect(usage).toStrictEqual({ inputTokens: 0, cachedReadTokens: 3 });
  });

  it('is none where the wire gave no count', () => {
    expect(knownUsage({ inputTokens: undefined })).toBeUndefined();
  });
});

describe('a count', () => {
  it.each([[0, 0], [5, 5], ['5', 5], [' 12 ', 12], ['0', 0]])('is read from %j', (value, count) => {
    expect(countIn(value)).toBe(count);
  });

  it.each([undefined, null, '', ' ', 'five', '1e3', '0x10', '-1', '1.5', '9'.repeat(400), -1, NaN, Infinity, true, [5], { count: 5 }])('is none in %j', (value) => {
    expect(countIn(value)).toBeUndefined();
  });

  it('is the first that is one', () => {
    expect(countIn('', null, '7', 8)).toBe(7);
  });
});

describe('usage of any shape', () => {
  const told = (reader: PayloadReader<object>, payload: PayloadObject): Usage | undefined => {
    const reading = reader.read(payload);
    if (!('deltas' in reading)) throw new Error(`read as ${JSON.stringify(reading)}`);
    return reading.deltas.flatMap((delta) => (delta.type === 'usage' ? [delta.usage] : []))[0];
  };
  const protocols: [name: string, read: (usage: unknown) => Usage | undefined, counts: (count: unknown) => object][] = [
    ['Chat Completions', (usage) => told(chatCompletions.openReader(), { choices: [], usage }), (count) => ({ prompt_tokens: count, completion_tokens: count, prompt_tokens_details: { cached_tokens: count } })],
    ['Responses', (usage) => told(responses.openReader(), { type: 'response.completed', response: { usage } }), (count) => ({ input_tokens: count, output_tokens: count, input_tokens_details: { cached_tokens: count } })],
    ['Messages', (usage) => told(messages.openReader(), { type: 'message_delta', usage }), (count) => ({ input_tokens: count, output_tokens: count })],
    ['the start of Messages', (usage) => told(messages.openReader(), { type: 'message_start', message: { usage } }), (count) => ({ input_tokens: count, output_tokens: count })],
  ];

  describe.each(protocols)('in %s', (_, read, counts) => {
    it.each([null, '', 'none', 5, true, [], [{ prompt_tokens: 1, input_tokens: 1 }], {}])('%j counts nothing, and nothing fails', (usage) => {
      expect(read(usage)).toBeUndefined();
    });

    it.each([null, '', 'many', -1, [3], {}])('a count that is %j is left out, and nothing fails', (count) => {
      expect(read(counts(count))).toBeUndefined();
    });

    it.each([3, '3'])('the counts %j are read', (count) => {
      expect(read(counts(count))).toMatchObject({ inputTokens: 3, outputTokens: 3 });
    });

    it.each([null, '', [], 'all'])('details that are %j are left out', (details) => {
      const usage = { ...counts(3), input_tokens_details: details, output_tokens_details: details, prompt_tokens_details: details, completion_tokens_details: details };
      expect(read(usage)).toStrictEqual({ inputTokens: 3, outputTokens: 3 });
    });
  });
});
