import type { Usage } from '../../../answer/delta.js';

/** The `usage` object of OpenAI; OpenRouter's `cache_write_tokens` where there are any. */
export function writeUsage(usage: Usage): object {
  const { inputTokens = 0, outputTokens = 0, reasoningTokens, cachedReadTokens, cachedWriteTokens } = usage;
  const cache = {
    ...(cachedReadTokens !== undefined && { cached_tokens: cachedReadTokens }),
    ...(cachedWriteTokens !== undefined && { cache_write_tokens: cachedWriteTokens }),
  };
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    ...(Object.keys(cache).length > 0 && { prompt_tokens_details: cache }),
    ...(reasoningTokens !== undefined && { completion_tokens_details: { reasoning_tokens: reasoningTokens } }),
  };
}
