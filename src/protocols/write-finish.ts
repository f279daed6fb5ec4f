import type { FinishReason } from '../answer/delta.js';
import { readBreak, readFinish } from './finish-words.js';

/** A protocol's own words for why an answer ended. For each reason the usual one comes first, and the plainest end is first of all. */
export type FinishWords = Readonly<Record<string, FinishReason>>;

/** The nearest word for a reason that a protocol has none for; without one, the plainest end. */
export type FinishSubstitutes = Readonly<Partial<Record<FinishReason, string>>>;

/**
 * The protocol's own word for why an answer ended. It is `raw` where that is such a word. Else it is the first that says the same, else a
 * substitute.
 *
 * @param imitate a word that nobody knows is written as it is.
 */
export function writeFinish(words: FinishWords, substitutes: FinishSubstitutes, reason: FinishReason, raw: string, imitate: boolean): string {
  const own = Object.entries(words);
  if (own.some(([word, meaning]) => word === raw && meaning === reason)) return raw;
  if (imitate && reason === 'other' && raw !== '' && readFinish(raw) === 'other' && readBreak(raw) === undefined) return raw;
  const word = own.find(([, meaning]) => meaning === reason)?.[0];
  return word ?? substitutes[reason] ?? own[0]?.[0] ?? 'stop';
}
