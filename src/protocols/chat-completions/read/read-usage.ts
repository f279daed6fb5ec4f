import type { Usage } from '../../../answer/delta.js';
import { knownUsage } from '../../known-usage.js';
import type { ChatCompletionUsage } from '../payload.js';

/** Reads the token counts of a chunk, OpenAI's spelling first, then those of DeepSeek, Moonshot, xAI and Anthropic gateways. */
export function readUsage(usage: ChatCompletionUsage): Usage | undefined {
  const reasoningTokens = usage.completion_tokens_details?.reasoning_tokens ?? usage.reasoning_tokens;
  return knownUsage({
    inputTokens: usage.prompt_tokens,
    outputTokens: countOutput(usage, reasoningTokens ?? 0),
    reasoningTokens,
    cachedReadTokens:
      usage.prompt_tokens_details?.cached_tokens ??
      usage.cached_tokens ??
      usage.prompt_cache_hit_tokens ??
      usage.cache_read_input_tokens,
    cachedWriteTokens: usage.prompt_tokens_details?.cache_write_tokens ?? usage.cache_creation_input_tokens,
  });
}

/** xAI counts reasoning beside `completion_tokens`, everybody else inside it: the total tells which. */
function countOutput(usage: ChatCompletionUsage, reasoningTokens: number): number | null | undefined {
  const { prompt_tokens: input, completion_tokens: output, total_tokens: total } = usage;
  const beside = typeof input === 'number' && typeof output === 'number' && total === input + output + reasoningTokens;
  return beside ? output + reasoningTokens : output;
}
