import type { Observable } from 'rxjs';

import type { ApiErrorInit } from '../../index.js';
import type { SseEvent } from '../sse-event.js';

/** How an answer ended. With neither of these it is whole. */
export interface AnswerEnd {
  /** What its source failed with, as plain data that makes an `ApiError`. */
  readonly error?: Omit<ApiErrorInit, 'raw' | 'cause' | 'secrets'>;
  /** Why it was stopped, though its source had not failed. A log says `lost` here itself where it finds the producer dead. */
  readonly stopped?: StopReason;
}

/** What is kept of an answer: its events, numbered 1, 2, 3, and then its end. */
export type AnswerEntry = { readonly id: number; readonly event: SseEvent } | { readonly end: AnswerEnd };

/**
 * Why the answer is not to go on: somebody cancelled it, the log has no room for more of it, or the log has lost it (it cannot be
 * reached, or it has declared this producer dead).
 */
export type StopReason = 'cancelled' | 'full' | 'lost';

/** The hand of the one who produces an answer. */
export interface AnswerWriter {
  /** Keeps one more event. What goes wrong with that is a reason to stop. */
  append(event: SseEvent): void;
  /** Keeps the end, behind all that was appended. A second end changes nothing. Resolves when it is kept; rejects where it cannot be. */
  end(end: AnswerEnd): Promise<void>;
  /** Emits once, when there is a reason to stop. */
  readonly stops$: Observable<StopReason>;
}

/**
 * Where answers are kept while they are written, and some time after. What is kept are events that are encoded already: an encoder has
 * state, and cannot begin in the middle of an answer.
 *
 * Anything it rejects or fails with that is no `ApiError` is told to callers as a 503.
 */
export interface AnswerLog {
  /** Begins an answer. Resolves with `undefined`, and changes nothing, where there is one of this id. */
  begin(id: string): Promise<AnswerWriter | undefined>;
  /**
   * What is kept of an answer behind an event, and what comes, up to its end. Completes without a word where there is no such answer. Fails with
   * a `RangeError` where the answer is still written and has no such event yet.
   */
  read(id: string, after: number): Observable<AnswerEntry>;
  /** Asks the writer of the answer to stop. Resolves with whether it was being written. */
  cancel(id: string): Promise<boolean>;
  /** Lets go of connections and timers, if there are any. Who still reads or writes here fails. */
  close?(): Promise<void>;
}
