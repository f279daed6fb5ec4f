import * as z from 'zod/mini';

import type { Usage } from '../../../answer/delta.js';
import { knownUsage } from '../../known-usage.js';
import { schemaCheck } from '../../schema/schema-check.js';

const count = z.nullish(z.number());

const usageSchema = z.object({
  input_tokens: count,
  output_tokens: count,
  input_tokens_details: z.nullish(z.object({ cached_tokens: count, cache_write_tokens: count })),
  output_tokens_details: z.nullish(z.object({ reasoning_tokens: count })),
});

const checkUsage = schemaCheck(usageSchema);

/** The token counts of a response object. A usage of another shape counts as none: it does not make a whole answer fail. */
export function readUsage(received: unknown): Usage | undefined {
  if (checkUsage(received) !== undefined) return undefined;
  const usage = received as z.infer<typeof usageSchema>;
  return knownUsage({
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    reasoningTokens: usage.output_tokens_details?.reasoning_tokens,
    cachedReadTokens: usage.input_tokens_details?.cached_tokens,
    cachedWriteTokens: usage.input_tokens_details?.cache_write_tokens,
  });
}
