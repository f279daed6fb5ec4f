import { advice } from './advice.js';
import type { ErrorOrigin } from './error-origin.js';
import { ownWords } from './own-words.js';
import { wireWords, type WordRow } from './wire-words.js';

/** What one word or one status says of an error. */
export interface ErrorRow {
  readonly retryable: boolean;
  readonly advice: string;
  /** The HTTP status that a word implies. */
  readonly status?: number | undefined;
  /** Whether a word says so little that a finer word, or the status, knows better what to do. */
  readonly isGeneral?: boolean | undefined;
}

export interface StatusRow extends ErrorRow {
  /** The type of an error whose wire gives it none. */
  readonly type: string;
}

const statusRows: ReadonlyMap<number, StatusRow> = new Map([
  [400, { type: 'invalid_request_error', retryable: false, advice: advice.fixRequest }],
  [401, { type: 'authentication_error', retryable: false, advice: advice.checkKey }],
  [402, { type: 'insufficient_credits', retryable: false, advice: advice.topUp }],
  [403, { type: 'permission_error', retryable: false, advice: advice.readBody }],
  [429, { type: 'rate_limit_error', retryable: true, advice: advice.slowDown }],
  [500, { type: 'api_error', retryable: true, advice: advice.retryLater }],
  [503, { type: 'overloaded_error', retryable: true, advice: advice.retryLater }],

  [404, { type: 'not_found_error', retryable: false, advice: advice.checkName }],
  [408, { type: 'timeout_error', retryable: true, advice: advice.retryLater }],
  [409, { type: 'conflict_error', retryable: true, advice: advice.resolveConflict }],
  [413, { type: 'request_too_large', retryable: false, advice: advice.shrinkBody }],
  [422, { type: 'invalid_request_error', retryable: false, advice: advice.fixRequest }],
  [501, { type: 'api_error', retryable: false, advice: advice.checkEndpoint }],
  [505, { type: 'api_error', retryable: false, advice: advice.checkEndpoint }],
  [529, { type: 'overloaded_error', retryable: true, advice: advice.retryLater }],
]);

const otherServerError: StatusRow = { type: 'api_error', retryable: true, advice: advice.retryLater };
const otherStatus: StatusRow = { type: 'unknown_error', retryable: false, advice: advice.readMessage };

/** What an HTTP status says of an error. Every number has a row. */
export function statusRow(status: number): StatusRow {
  return statusRows.get(status) ?? (status >= 500 && status <= 599 ? otherServerError : otherStatus);
}

/** What a word says of an error of this origin, in whatever spelling; undefined for a word the table does not know. */
export function wordRow(word: string, origin: ErrorOrigin): ErrorRow | undefined {
  const rows = origin === 'http' || origin === 'stream' ? wireRows : ownRows;
  return rows.get(normalised(word));
}

const MAX_WORD_CHARS = 128;
const wireRows = indexed(wireWords);
const ownRows = indexed(ownWords);

function indexed(rows: readonly WordRow[]): ReadonlyMap<string, ErrorRow> {
  return new Map(rows.flatMap((row) => row.words.map((word) => [normalised(word), row])));
}

/** `rate_limit_error`, `RateLimitError` and `RATE-LIMIT-ERROR` are one word. */
function normalised(word: string): string {
  return word.slice(0, MAX_WORD_CHARS).toLowerCase().replace(/[^a-z0-9]/g, '');
}
