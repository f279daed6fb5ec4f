import type { Usage } from '../../index.js';

/** Token counts, those that the wire gives. */
export function usageText({ inputTokens, outputTokens, reasoningTokens, cachedReadTokens, cachedWriteTokens }: Usage): string {
  const counts: readonly (readonly [string, number | undefined])[] = [
    ['in', inputTokens],
    ['out', outputTokens],
    ['reasoning', reasoningTokens],
    ['read from cache', cachedReadTokens],
    ['written to cache', cachedWriteTokens],
  ];
  return counts.flatMap(([name, tokens]) => (tokens === undefined ? [] : [`${tokens.toLocaleString('en-US')} ${name}`])).join(', ');
}
