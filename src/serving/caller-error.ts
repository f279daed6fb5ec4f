import { ApiError } from '../index.js';
import type { WireError } from '../protocols/writing.js';

/** What a caller of your own server may see of an error. */
export interface CallerError extends WireError {
  /** The HTTP status, where it can still be told. */
  readonly status: number;
  /** How long the caller is asked to wait. */
  readonly retryAfterMs?: number;
}

/** Statuses that are about what the caller sent: they pass, with the words that say what to mend. */
const CALLERS_OWN: ReadonlySet<number> = new Set([400, 404, 408, 409, 410, 413, 415, 422]);
/** Statuses of a server that is busy. */
const BUSY: ReadonlySet<number> = new Set([498, 503, 529]);

/** What is advised about the account of this server is for its owner, whatever the status: some gateways say with a 400 that a key is wrong. */
const accountAdvice = adviceFor('authentication_error', 'permission_error');
const paymentAdvice = adviceFor('insufficient_credits', 'insufficient_quota', 'usage_limit_reached');

const failed: CallerError = { status: 502, type: 'api_error', message: 'The model server failed.' };
const unavailable: CallerError = { status: 503, type: 'overloaded_error', message: 'The model is not available at the moment.' };
/** Words of the toolkit itself, which no upstream has said. */
const own: ReadonlyMap<string, CallerError> = new Map([
  ['aborted', { status: 503, type: 'overloaded_error', message: 'The server ended the answer. Try again.' }],
  ['timeout', { status: 504, type: 'timeout_error', message: 'The model did not answer in time.' }],
  ['circuit_open', unavailable],
  ['cooling_down', unavailable],
  ['queue_full', unavailable],
]);

const ownFault: CallerError = { status: 500, type: 'api_error', message: 'The server failed.' };

/**
 * What a caller of your server may see of an error, before the first byte and after it.
 *
 * The caller's own mistakes, rate limits and overload pass, with their words (an overload that came after `200 OK` as a 503). What is between your server and the upstream does not:
 * a refused key or a forbidden model (401, 403) is a 502, a balance or a quota that is used up (402, or a 429 that no wait mends) a 503,
 * each in words that say nothing of the upstream. A broken connection, a broken stream or a failing upstream is a 502, a timeout a 504,
 * an answer that was aborted and what an `Upstream` refuses a 503, and an error that is no `ApiError` a 500.
 *
 * Never throws.
 */
export function callerError(error: unknown): CallerError {
  if (!ApiError.is(error) || error.type === 'invalid_request') return ownFault;
  const { status, origin, type, retryable, advice } = error;
  if (origin === 'transport' || origin === 'protocol') return { ...(own.get(type) ?? failed), ...waitOf(error) };
  if (status === undefined || status === 401 || status === 403 || accountAdvice.has(advice)) return failed;
  if (status === 402 || (status === 429 && !retryable) || paymentAdvice.has(advice)) return unavailable;
  return status === 429 || CALLERS_OWN.has(status) || BUSY.has(status) ? passedOn(error, origin === 'stream' && BUSY.has(status) ? 503 : status) : failed;
}

function passedOn(error: ApiError, status: number): CallerError {
  const { type, message, code, param } = error;
  return {
    status,
    type,
    message,
    ...(code !== undefined && { code }),
    ...(param !== undefined && { param }),
    ...waitOf(error),
  };
}

function adviceFor(...types: readonly string[]): ReadonlySet<string> {
  return new Set(types.map((type) => new ApiError({ type, origin: 'http', message: '' }).advice));
}

function waitOf({ retryAfterMs }: ApiError): Pick<CallerError, 'retryAfterMs'> {
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}
