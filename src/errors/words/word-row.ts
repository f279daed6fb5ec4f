import { accountWords } from './account-words.js';
import type { ErrorOrigin } from './error-origin.js';
import type { ErrorRow, WordRow } from './error-row.js';
import { ownWords } from './own-words.js';
import { requestWords } from './request-words.js';
import { serverWords } from './server-words.js';
import { familyRow } from './word-families.js';

const MAX_WORD_CHARS = 128;
const wireRows = indexed([...requestWords, ...accountWords, ...serverWords]);
const ownRows = indexed(ownWords);

/**
 * What a word says of an error of this origin; undefined for a word that no table knows.
 *
 * Case and punctuation do not count: OpenAI's `rate_limit_error` and Python's `RateLimitError` are one word. A word with dots that
 * is not known as a whole is known by what stands before its first dot: `Throttling.RateQuota` by `Throttling`. What no table lists may
 * still be of a family that is known: word-families.ts.
 */
export function wordRow(word: string, origin: ErrorOrigin): ErrorRow | undefined {
  const plain = normalised(word);
  if (origin !== 'http' && origin !== 'stream') return ownRows.get(plain);
  const dot = word.indexOf('.');
  const head = dot > 0 ? normalised(word.slice(0, dot)) : plain;
  return wireRows.get(plain) ?? wireRows.get(head) ?? familyRow(head);
}

/** Whether it is a word for errors, whatever it stands in: no secret. */
export function isKnownWord(word: string): boolean {
  const plain = normalised(word);
  return ownRows.has(plain) || wireRows.has(plain);
}

function indexed(rows: readonly WordRow[]): ReadonlyMap<string, ErrorRow> {
  return new Map(rows.flatMap((row) => row.words.map((word) => [normalised(word), row])));
}

function normalised(word: string): string {
  return word.slice(0, MAX_WORD_CHARS).toLowerCase().replace(/[^a-z0-9]/g, '');
}
