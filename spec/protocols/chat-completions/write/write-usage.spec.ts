import { readUsage } from '../../../../src/protocols/chat-completions/read/read-usage.js';
import { writeUsage } from '../../../../src/protocols/chat-completions/write/write-usage.js';

describe('writeUsage', () => {
  it('writes what can be read again', () => {
    const usage = { inputTokens: 10, outputTokens: 5, reasoningTokens: 3, cachedReadTokens: 4, cachedWriteTokens: 2 };
    expect(readUsage(writeUsage(usage))).toEqual(usage);
  });

  it('has details only where there are some', () => {
    expect(writeUsage({ inputTokens: 10, outputTokens: 5 })).toEqual({ prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 });
    expect(writeUsage({})).toEqual({ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 });
  });
});
