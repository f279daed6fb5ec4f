import * as z from 'zod/mini';

const MAX_INDEX = 9999;

/** An index of a choice, an item, a block or a tool call: state is keyed by it, so an absurd one is refused. */
export const wireIndex = z.int().check(z.gte(0), z.lte(MAX_INDEX));

/** The same by hand, for what is checked on nearly every payload. */
export function isWireIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_INDEX;
}

/** Whether an index is absent or good: gateways leave it out, or send `null`. */
export function isAbsentOrWireIndex(value: unknown): boolean {
  return value === undefined || value === null || isWireIndex(value);
}
