import type { Usage } from '../answer/delta.js';

/**
 * Leaves out the counts that the wire did not give.
 *
 * @returns `undefined` where it gave none at all.
 */
export function knownUsage(counts: { readonly [K in keyof Usage]: Usage[K] | null }): Usage | undefined {
  const known = Object.entries(counts).filter(([, count]) => typeof count === 'number');
  return known.length === 0 ? undefined : Object.fromEntries(known);
}
