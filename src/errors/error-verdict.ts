import { advice } from './words/advice.js';
import type { ErrorOrigin } from './words/error-origin.js';
import type { ErrorRow } from './words/error-row.js';
import { statusRow } from './words/status-rows.js';
import { wordRow } from './words/word-row.js';

export interface ErrorEvidence {
  readonly origin: ErrorOrigin;
  /** The wire's words, the general ones first: `type`, then `code`, then what is finer still. */
  readonly words: readonly string[];
  readonly status?: number | undefined;
  /** What the server itself says of a retry: `x-should-retry`, or a field of the body. */
  readonly stated?: boolean | undefined;
  /** Whether the server says how long to wait. */
  readonly hasWait?: boolean | undefined;
}

export interface ErrorVerdict {
  readonly retryable: boolean;
  readonly advice: string;
  /** The status that the words imply. */
  readonly impliedStatus: number | undefined;
}

/**
 * The class of an error and what to do about it.
 *
 * What the server states of a retry decides. Else a body that is too large is never sent again, whatever the words. Else the words
 * decide, where one "never" beats every "always". Else a stated wait makes it a rate limit. Else the status decides; else a broken
 * connection may be tried again, and nothing else. A word counts only if a table knows it.
 */
export function judgeError({ origin, words, status, stated, hasWait = false }: ErrorEvidence): ErrorVerdict {
  const rows = tellingRows(words, origin);
  const byStatus = status === undefined ? undefined : statusRow(status);
  const ruling = rulingRow(rows[0], status, byStatus, hasWait);
  return {
    retryable: stated ?? ruling?.retryable ?? origin === 'transport',
    advice: ruling === undefined ? advice.readMessage : tellingAdvice(ruling, byStatus),
    impliedStatus: rows.find((row) => row.status !== undefined)?.status ?? (hasWait ? RATE_LIMITED : undefined),
  };
}

const PAYMENT_REQUIRED = 402;
const TOO_LARGE = 413;
const RATE_LIMITED = 429;

/** The one row that decides, among the word's and the status's. */
function rulingRow(byWord: ErrorRow | undefined, status: number | undefined, byStatus: ErrorRow | undefined, hasWait: boolean): ErrorRow | undefined {
  if (status === TOO_LARGE) return byStatus;
  const isVague = byWord === undefined || byWord.isGeneral === true;
  if (hasWait && isVague) return statusRow(RATE_LIMITED);
  // Google says RESOURCE_EXHAUSTED of a balance too; a 402 of OpenRouter that passes by itself states a wait.
  if (status === PAYMENT_REQUIRED && byWord?.retryable === true && !hasWait) return byStatus;
  // Mistral says invalid_request_error even of a rate limit.
  if (status === RATE_LIMITED && isVague) return byStatus;
  return byWord ?? byStatus;
}

/** The rows of the known words, the most telling first: "never" before "always", among those the finer word first. */
function tellingRows(words: readonly string[], origin: ErrorOrigin): ErrorRow[] {
  const rows = words.map((word) => wordRow(word, origin)).filter((row) => row !== undefined);
  return rows.reverse().sort((a, b) => rank(a) - rank(b));
}

/** A used-up quota rules everything else out. Words so general that they say little come after those that say more. */
function rank({ retryable, isGeneral = false, isQuota = false }: ErrorRow): number {
  if (retryable) return 3;
  return isGeneral ? 2 : isQuota ? 0 : 1;
}

/** A general word gives way to a status of the same class: `invalid_request_error` with a 401 is about the key. */
function tellingAdvice(ruling: ErrorRow, byStatus: ErrorRow | undefined): string {
  return ruling.isGeneral === true && ruling.retryable === byStatus?.retryable ? byStatus.advice : ruling.advice;
}
