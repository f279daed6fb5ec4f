import { MAX_INDEX } from '../../answer/delta.js';

/** Whether a value is an index of a choice, an item, a block or a tool call: state is keyed by it, so an absurd one is none. */
export function isWireIndex(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_INDEX;
}

/** Whether a value is an index so high that nobody but an attacker would send it. */
export function isAbsurdIndex(value: unknown): boolean {
  return typeof value === 'number' && value > MAX_INDEX;
}

/** The index that a value is, or is written as text; `undefined` for anything else, which counts as absent: Z.ai numbers its calls -1. */
export function indexIn(value: unknown): number | undefined {
  const index = typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value;
  return isWireIndex(index) ? index : undefined;
}
