import { ApiError } from '../../index.js';
import type { AnswerEnd, StopReason } from './answer-log.js';

type EndError = NonNullable<AnswerEnd['error']>;

/** What readers are told of an answer that was stopped. */
const stopErrors: Readonly<Record<StopReason, EndError>> = {
  cancelled: { type: 'answer_cancelled', origin: 'http', status: 410, message: 'The answer was cancelled.' },
  full: { type: 'overloaded_error', origin: 'http', status: 503, message: 'The log of answers is full.' },
  lost: { type: 'producer_lost', origin: 'http', status: 503, message: 'The server that wrote this answer is gone. What it had written is here.' },
};

/** Why an answer is not whole; undefined where it is. */
export function errorOf({ error, stopped }: AnswerEnd): ApiError | undefined {
  const init = stopped === undefined ? error : stopErrors[stopped];
  return init && new ApiError(init);
}

/** The server goes down, and takes the request to its upstream with it. */
export const serverEnds: EndError = { type: 'aborted', origin: 'transport', message: 'The server ended the answer.' };

export function answerExists(): ApiError {
  return new ApiError({ type: 'conflict_error', origin: 'http', status: 409, retryable: false, message: 'There is an answer of this id already.' });
}

export function answerUnknown(): ApiError {
  return new ApiError({ type: 'not_found_error', origin: 'http', status: 404, message: 'There is no answer of this id, or it has expired.' });
}

export function badPosition(): ApiError {
  return new ApiError({ type: 'invalid_request_error', origin: 'http', status: 400, message: 'The last event id is none of this answer.' });
}

/** Nothing is known of the answer, because the log does not work. What it said is for the operator, and stays in `cause`. */
export function logFailed(cause: unknown): ApiError {
  if (ApiError.is(cause)) return cause;
  return new ApiError({ type: 'overloaded_error', origin: 'http', status: 503, message: 'The log of answers cannot be reached.', cause, raw: cause });
}

/** What others need to know of the error. Its payload may quote the prompt, and is not kept. */
export function endError(error: unknown): EndError {
  if (!ApiError.is(error)) return { type: 'unknown_error', origin: 'transport', message: 'The answer failed with an error that is no ApiError.' };
  const { type, origin, message, code, param, status, retryable, retryAfterMs, requestId, advice } = error;
  return { type, origin, message, code, param, status, retryable, retryAfterMs, requestId, advice };
}
