import type { Usage } from '../../../answer/delta.js';
import { countIn, knownUsage, usageFields } from '../../known-usage.js';

/**
 * The token counts of a response object.
 *
 * @param received the `usage` of the wire, of any shape.
 */
export function readUsage(received: unknown): Usage | undefined {
  const usage = usageFields(received);
  const input = usageFields(usage['input_tokens_details']);
  return knownUsage({
    inputTokens: countIn(usage['input_tokens']),
    outputTokens: countIn(usage['output_tokens']),
    reasoningTokens: countIn(usageFields(usage['output_tokens_details'])['reasoning_tokens']),
    cachedReadTokens: countIn(input['cached_tokens']),
    cachedWriteTokens: countIn(input['cache_write_tokens']),
  });
}
