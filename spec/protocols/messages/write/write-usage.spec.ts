import { MessageState } from '../../../../src/protocols/messages/read/message-state.js';
import { writeUsage } from '../../../../src/protocols/messages/write/write-usage.js';

describe('writeUsage', () => {
  it('writes what can be read again', () => {
    const usage = { inputTokens: 16, outputTokens: 5, reasoningTokens: 3, cachedReadTokens: 4, cachedWriteTokens: 2 };
    expect(new MessageState().addUsage(writeUsage(usage))).toEqual([{ type: 'usage', usage }]);
  });

  it('counts no input below zero, where a cache gave more than there was', () => {
    expect(writeUsage({ inputTokens: 1, cachedReadTokens: 4 })).toMatchObject({ input_tokens: 0, cache_read_input_tokens: 4 });
  });
});
