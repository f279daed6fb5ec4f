import type { FinishReason } from '../answer/delta.js';

/** A protocol's words for why an answer ended, in both directions. */
export interface FinishWords {
  /** A word nobody knows is `other`; the word itself travels beside it. */
  read(word: string): FinishReason;
  /** The protocol's own word: `raw` where it is one that says the same, else the first that does, else a substitute. */
  write(reason: FinishReason, raw: string): string;
}

/**
 * @param official the protocol's own words, the usual one for each reason first, the plainest end first of all.
 * @param aliases words that gateways send in their place; they are read, never written.
 * @param substitutes the nearest word for a reason that the protocol has none for; without one, the plainest end.
 */
export function finishWords(
  official: Readonly<Record<string, FinishReason>>,
  aliases: Readonly<Record<string, FinishReason>>,
  substitutes: Readonly<Partial<Record<FinishReason, string>>>,
): FinishWords {
  const own = Object.entries(official);
  const words = new Map([...Object.entries(aliases), ...own]);
  return {
    read: (word) => words.get(word) ?? 'other',
    write(reason, raw) {
      if (Object.hasOwn(official, raw) && official[raw] === reason) return raw;
      if (reason === 'other' && raw !== '' && !words.has(raw)) return raw;
      const word = own.find(([, meaning]) => meaning === reason)?.[0];
      return word ?? substitutes[reason] ?? own[0]?.[0] ?? 'stop';
    },
  };
}
