import type { ApiError, Completion } from '../../index.js';

/**
 * Where an answer stands: nothing was asked; the request is on its way; output comes; an attempt has failed and another one follows; the
 * answer is whole; it has failed; the user has stopped it.
 */
export type AnswerStatus = 'idle' | 'waiting' | 'streaming' | 'retrying' | 'done' | 'error' | 'stopped';

/** All that the signals of an answer tell, as one value, so that no reader sees half of a change. */
export interface AnswerState {
  readonly status: AnswerStatus;
  readonly completion: Completion | undefined;
  readonly error: ApiError | undefined;
  readonly attempt: number;
}

export const idle: AnswerState = { status: 'idle', completion: undefined, error: undefined, attempt: 0 };

export function isBusy({ status }: AnswerState): boolean {
  return status === 'waiting' || status === 'streaming' || status === 'retrying';
}
