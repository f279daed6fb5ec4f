import { ApiError } from './api-error.js';
import { judgeError } from './error-verdict.js';
import type { FoundError } from './reading/read-error-fields.js';
import { requestIdOf } from './request-id.js';
import { readRetryAfterMs } from './retry-after.js';
import type { ErrorOrigin } from './words/error-origin.js';
import { statusRow } from './words/status-rows.js';

/** Where an error was found, and what is known besides its payload. */
export interface ErrorContext {
  readonly origin: ErrorOrigin;
  /** The payload as received. */
  readonly raw: unknown;
  /** The HTTP status. It wins over what the body states, unless it says that all is well. */
  readonly status?: number | undefined;
  readonly headers?: Pick<Headers, 'get'> | undefined;
  readonly requestId?: string | undefined;
  readonly secrets?: readonly string[] | undefined;
}

/** The one error model's reading of what a payload says. Never throws, whatever the payload is. */
export function toApiError(found: FoundError, context: ErrorContext): ApiError {
  const { origin, headers, raw, secrets } = context;
  const words = [found.type ?? '', ...found.words, ...(found.numbers ?? [])];
  const stated = statedStatus(found, context);
  const retryAfterMs = readRetryAfterMs(failed(context) ? headers : undefined, { bodyMs: found.waitMs });
  const hasWait = retryAfterMs !== undefined && retryAfterMs > 0;
  const verdict = judgeError({ origin, words, status: stated, stated: statedClass(found, context), hasWait });
  const status = stated ?? verdict.impliedStatus;
  const type = found.type ?? codeWord(found) ?? typeOfStatus(stated) ?? found.words[0] ?? typeOfStatus(verdict.impliedStatus) ?? 'unknown_error';
  return new ApiError({
    type,
    origin,
    message: found.message ?? withoutMessage(origin, type, status),
    code: found.code,
    param: found.param,
    status,
    retryable: verdict.retryable,
    retryAfterMs,
    requestId: found.requestId ?? context.requestId ?? requestIdOf(headers),
    advice: verdict.advice,
    raw,
    secrets,
  });
}

/** The code, where it is a word and no number. */
function codeWord({ code, words }: FoundError): string | undefined {
  return code !== undefined && words.includes(code) ? code : undefined;
}

function typeOfStatus(status: number | undefined): string | undefined {
  return status === undefined || isSuccess(status) ? undefined : statusRow(status).type;
}

function statedStatus(found: FoundError, { origin, status }: ErrorContext): number | undefined {
  if (origin !== 'http') return found.status;
  return isSuccess(status) ? (found.status ?? status) : (status ?? found.status);
}

/** Headers that came with `200 OK` say nothing about an error that came later. */
function failed({ origin, status }: ErrorContext): boolean {
  return origin === 'http' && !isSuccess(status);
}

function isSuccess(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status <= 299;
}

function statedClass(found: FoundError, { origin, headers }: ErrorContext): boolean | undefined {
  const value = origin === 'http' ? headers?.get('x-should-retry') : undefined;
  return value === 'true' || value === 'false' ? value === 'true' : found.retryable;
}

function withoutMessage(origin: ErrorOrigin, type: string, status: number | undefined): string {
  if (origin === 'http' && status !== undefined) return `HTTP ${String(status)} without a message`;
  const name = type === 'unknown_error' ? 'an error' : type;
  return origin === 'stream' ? `The stream reported ${name} without a message` : `The ${origin} reported ${name} without a message`;
}
