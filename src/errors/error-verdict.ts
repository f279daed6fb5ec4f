import { advice } from './words/advice.js';
import type { ErrorOrigin } from './words/error-origin.js';
import { type ErrorRow, statusRow, wordRow } from './words/error-table.js';

export interface ErrorEvidence {
  readonly origin: ErrorOrigin;
  /** The wire's words, the general ones first: `type`, then `code`, then what is finer still. */
  readonly words: readonly string[];
  readonly status?: number | undefined;
  /** What the server itself says: `x-should-retry`, or a field of the body. */
  readonly stated?: boolean | undefined;
}

export interface ErrorVerdict {
  readonly retryable: boolean;
  readonly advice: string;
  /** The status that the words imply. */
  readonly impliedStatus: number | undefined;
}

/**
 * The class of an error and what to do about it. What the server states decides; else its words, where one "never" beats
 * every "always"; else the status; else a broken connection may be tried again and nothing else. A word counts only if the
 * error table knows it.
 */
export function judgeError({ origin, words, status, stated }: ErrorEvidence): ErrorVerdict {
  const rows = tellingRows(words, origin);
  const byStatus = status === undefined ? undefined : statusRow(status);
  return {
    retryable: stated ?? rows[0]?.retryable ?? byStatus?.retryable ?? origin === 'transport',
    advice: tellingAdvice(rows[0], byStatus),
    impliedStatus: rows.find((row) => row.status !== undefined)?.status,
  };
}

/** The rows of the known words, the most telling first: "never" before "always", among those the finer word first. */
function tellingRows(words: readonly string[], origin: ErrorOrigin): ErrorRow[] {
  const rows = words.map((word) => wordRow(word, origin)).filter((row) => row !== undefined);
  return rows.reverse().sort((a, b) => rank(a) - rank(b));
}

function rank({ retryable, isGeneral = false }: ErrorRow): number {
  if (retryable) return 2;
  return isGeneral ? 1 : 0;
}

/** A general word gives way to a status of the same class: `invalid_request_error` with a 401 is about the key. */
function tellingAdvice(byWord: ErrorRow | undefined, byStatus: ErrorRow | undefined): string {
  const statusKnowsBetter = byWord === undefined || (byWord.isGeneral === true && byWord.retryable === byStatus?.retryable);
  return (statusKnowsBetter ? byStatus : byWord)?.advice ?? advice.readMessage;
}
