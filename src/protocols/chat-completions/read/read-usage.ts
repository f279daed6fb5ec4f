import type { Usage } from '../../../answer/delta.js';
import { countIn, knownUsage, usageFields } from '../../known-usage.js';

/**
 * Reads the token counts of a chunk: OpenAI's spelling first, then those of DeepSeek, Moonshot, xAI and Anthropic gateways.
 *
 * @param received the `usage` of the wire, of any shape.
 */
export function readUsage(received: unknown): Usage | undefined {
  if (received === undefined || received === null) return undefined; // as in nearly every chunk
  const usage = usageFields(received);
  const input = usageFields(usage['prompt_tokens_details']);
  const output = usageFields(usage['completion_tokens_details']);
  const inputTokens = countIn(usage['prompt_tokens'], usage['input_tokens']);
  const outputTokens = countIn(usage['completion_tokens'], usage['output_tokens']);
  const reasoningTokens = countIn(output['reasoning_tokens'], usage['reasoning_tokens']);
  // xAI counts reasoning beside the output, everybody else inside it: the total tells which.
  const together = (inputTokens ?? 0) + (outputTokens ?? 0) + (reasoningTokens ?? 0);
  const isBeside = inputTokens !== undefined && outputTokens !== undefined && countIn(usage['total_tokens']) === together;
  return knownUsage({
    inputTokens,
    outputTokens: isBeside ? outputTokens + (reasoningTokens ?? 0) : outputTokens,
    reasoningTokens,
    cachedReadTokens: countIn(
      input['cached_tokens'],
      usage['cached_tokens'],
      usage['prompt_cache_hit_tokens'],
      usage['cache_read_input_tokens'],
    ),
    cachedWriteTokens: countIn(input['cache_write_tokens'], usage['cache_creation_input_tokens']),
  });
}
