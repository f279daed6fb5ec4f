import { readUsage } from '../../../../src/protocols/chat-completions/read/read-usage.js';

describe('readUsage', () => {
  it('reads the counts of OpenAI', () => {
    expect(readUsage({ prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, prompt_tokens_details: { cached_tokens: 4 }, completion_tokens_details: { reasoning_tokens: 3 } })).toEqual({
      inputTokens: 10, outputTokens: 5, reasoningTokens: 3, cachedReadTokens: 4,
    });
  });

  it('adds reasoning that is counted beside the output, as the total tells', () => {
    expect(readUsage({ prompt_tokens: 10, completion_tokens: 5, total_tokens: 18, completion_tokens_details: { reasoning_tokens: 3 } })).toMatchObject({ outputTokens: 8, reasoningTokens: 3 });
  });

  it.each([
    [{ prompt_cache_hit_tokens: 4 }, { cachedReadTokens: 4 }],
    [{ cached_tokens: '4' }, { cachedReadTokens: 4 }],
    [{ cache_read_input_tokens: 4, cache_creation_input_tokens: 2 }, { cachedReadTokens: 4, cachedWriteTokens: 2 }],
    [{ reasoning_tokens: 3 }, { reasoningTokens: 3 }],
  ])('reads what other vendors call it: %j', (usage, known) => {
    expect(readUsage(usage)).toEqual(known);
  });

  it.each([null, undefined, 'none', {}, { prompt_tokens: null }])('is undefined for %j', (usage) => {
    expect(readUsage(usage)).toBeUndefined();
  });
});
