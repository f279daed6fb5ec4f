import { accountWords } from './account-words.js';
import type { ErrorOrigin } from './error-origin.js';
import type { ErrorRow, WordRow } from './error-row.js';
import { ownWords } from './own-words.js';
import { requestWords } from './request-words.js';
import { serverWords } from './server-words.js';

const MAX_WORD_CHARS = 128;
const wireRows = indexed([...requestWords, ...accountWords, ...serverWords]);
const ownRows = indexed(ownWords);

/**
 * What a word says of an error of this origin; undefined for a word that no table knows.
 *
 * Case and punctuation do not count: OpenAI's `rate_limit_error` and Python's `RateLimitError` are one word. A word with dots that
 * is not known as a whole is known by what stands before its first dot: `Throttling.RateQuota` by `Throttling`.
 */
export function wordRow(word: string, origin: ErrorOrigin): ErrorRow | undefined {
  const rows = origin === 'http' || origin === 'stream' ? wireRows : ownRows;
  const dot = word.indexOf('.');
  return rows.get(normalised(word)) ?? (dot > 0 ? rows.get(normalised(word.slice(0, dot))) : undefined);
}

function indexed(rows: readonly WordRow[]): ReadonlyMap<string, ErrorRow> {
  return new Map(rows.flatMap((row) => row.words.map((word) => [normalised(word), row])));
}

function normalised(word: string): string {
  return word.slice(0, MAX_WORD_CHARS).toLowerCase().replace(/[^a-z0-9]/g, '');
}
