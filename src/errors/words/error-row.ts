import type { StatusErrorType } from './known-error-type.js';

/** What one word or one status says of an error. */
export interface ErrorRow {
  readonly retryable: boolean;
  readonly advice: string;
  /** The HTTP status that a word implies, where none is stated. */
  readonly status?: number | undefined;
  /** Whether a word says so little that a finer word, a wait or the status knows better what to do. */
  readonly isGeneral?: boolean | undefined;
  /** Whether it says that a quota or a balance is used up. No stated wait makes such an error retryable. */
  readonly isQuota?: boolean | undefined;
}

/** Words that say the same of an error. Their sources stand behind them, as comments. */
export interface WordRow<Word extends string = string> extends ErrorRow {
  readonly words: readonly Word[];
}

/** What a status says of an error. */
export interface StatusRow extends ErrorRow {
  /** The type of an error whose wire gives it none. */
  readonly type: StatusErrorType;
}
