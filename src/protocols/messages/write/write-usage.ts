import type { Usage } from '../../../answer/delta.js';

/** The `usage` object of Anthropic, whose `input_tokens` leave out what a cache gave or took. */
export function writeUsage(usage: Usage): object {
  const { inputTokens = 0, outputTokens = 0, reasoningTokens, cachedReadTokens, cachedWriteTokens } = usage;
  return {
    input_tokens: Math.max(inputTokens - (cachedReadTokens ?? 0) - (cachedWriteTokens ?? 0), 0),
    ...(cachedWriteTokens !== undefined && { cache_creation_input_tokens: cachedWriteTokens }),
    ...(cachedReadTokens !== undefined && { cache_read_input_tokens: cachedReadTokens }),
    output_tokens: outputTokens,
    ...(reasoningTokens !== undefined && { output_tokens_details: { thinking_tokens: reasoningTokens } }),
  };
}
