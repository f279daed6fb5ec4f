import { ApiError } from '../errors/api-error.js';

/** Events are missing between two connections: what follows would not be the answer. */
export function resumeGap(): ApiError {
  return new ApiError({ type: 'resume_gap', origin: 'protocol', message: 'The server went on behind events that never came.' });
}

/** The answer may go on at the server, and cannot be followed. It is never asked for again: it would be written and paid for twice. */
export function resumeFailed(why: string, cause: unknown): ApiError {
  const { requestId, status } = ApiError.is(cause) ? cause : { requestId: undefined, status: undefined };
  return new ApiError({ type: 'resume_failed', origin: 'protocol', message: `The answer broke off and could not be resumed: ${why}`, requestId, status, cause, raw: cause });
}

/** Whether the connection broke, and not the answer. */
export function isBreak(error: unknown): boolean {
  if (!ApiError.is(error)) return false;
  return error.type === 'truncated_stream' || (error.origin === 'transport' && error.type !== 'aborted' && error.type !== 'invalid_request');
}

/** Whether a server that refuses to go on may do so later. */
export function isWorthWaiting(error: unknown): boolean {
  if (!ApiError.is(error) || error.origin !== 'http' || error.status === undefined) return false;
  const { status } = error;
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

/** The same error, which no retry follows: the answer was begun. */
export function madeFinal(error: unknown): unknown {
  if (!ApiError.is(error) || !error.retryable) return error;
  const { type, origin, message, code, param, status, retryAfterMs, requestId, advice, raw } = error;
  return new ApiError({ type, origin, message, code, param, status, retryAfterMs, requestId, advice, raw, cause: error, retryable: false });
}
