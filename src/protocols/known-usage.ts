import type { Usage } from '../answer/delta.js';
import { isObject, type PayloadObject } from '../payload-object.js';

/** Long enough for any count, and short enough that a number holds it exactly. */
const digits = /^\d{1,15}(?:\.0{1,6})?$/;

/**
 * The first of these values that is a token count: a number, or one that is written as text (promptfoo/promptfoo#7014).
 * Anything else in its place does not make the answer fail.
 */
export function countIn(...values: readonly unknown[]): number | undefined {
  for (const value of values) {
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
    if (typeof value === 'string' && digits.test(value.trim())) return Number(value);
  }
  return undefined;
}

/** The fields of a usage object, or of the details inside it; none where something else stands there. */
export function usageFields(value: unknown): PayloadObject {
  return isObject(value) ? value : noFields;
}

const noFields: PayloadObject = Object.freeze({});

/**
 * Leaves out the counts that the wire did not give.
 *
 * @returns `undefined` where it gave none at all.
 */
export function knownUsage({ inputTokens, outputTokens, reasoningTokens, cachedReadTokens, cachedWriteTokens }: { readonly [K in keyof Usage]: number | undefined }): Usage | undefined {
  // Field by field: some servers count in every frame, and a list of entries for each would cost more than to read it.
  if ((inputTokens ?? outputTokens ?? reasoningTokens ?? cachedReadTokens ?? cachedWriteTokens) === undefined) return undefined;
  const usage: { -readonly [K in keyof Usage]: Usage[K] } = {};
  if (inputTokens !== undefined) usage.inputTokens = inputTokens;
  if (outputTokens !== undefined) usage.outputTokens = outputTokens;
  if (reasoningTokens !== undefined) usage.reasoningTokens = reasoningTokens;
  if (cachedReadTokens !== undefined) usage.cachedReadTokens = cachedReadTokens;
  if (cachedWriteTokens !== undefined) usage.cachedWriteTokens = cachedWriteTokens;
  return usage;
}
