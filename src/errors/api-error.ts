import { judgeError } from './error-verdict.js';
import { BRAND } from './printing/object-nature.js';
import { oneLine } from './printing/one-line.js';
import { plainCopy } from './printing/plain-copy.js';
import { openScrub, scrubbed } from './printing/secrets.js';
import { advice } from './words/advice.js';
import type { ErrorOrigin } from './words/error-origin.js';
import type { KnownErrorType } from './words/known-error-type.js';
import { isKnownWord } from './words/word-row.js';

export type { ErrorOrigin, KnownErrorType };

/** What an error is made of, for a protocol or a transport of your own. */
export interface ApiErrorInit {
  /** The word to branch on. */
  type: KnownErrorType | (string & Record<never, never>);
  /** Who reports it. */
  origin: ErrorOrigin;
  /** What happened; only its first KiB is kept. */
  message: string;
  /** The wire's `code`, as text. */
  code?: string | undefined;
  /** The part of the request that is at fault. */
  param?: string | undefined;
  /** The HTTP status that was received, or that the error implies. */
  status?: number | undefined;
  /** Default: what the error table says of `type`, `code`, `status` and `origin`. */
  retryable?: boolean | undefined;
  /** How long to wait before a retry, at least, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** The id by which the provider knows the request. */
  requestId?: string | undefined;
  /** Default: what the error table says. */
  advice?: string | undefined;
  /** The payload as received. */
  raw?: unknown;
  /** The error that this one explains. */
  cause?: unknown;
  /** Texts that must not appear in anything the error prints. Those under 4 characters are too short to be secrets. */
  secrets?: readonly string[] | undefined;
}

/** `type`, `code`, `param` and `requestId` are words and not sentences. */
const MAX_LABEL_BYTES = 256;

/** What is printed as it is. */
const PRINTED = [
  'name', 'message', 'type', 'code', 'param', 'origin', 'status', 'retryable', 'retryAfterMs', 'requestId', 'attempts', 'advice',
] as const;

/**
 * The only error of this toolkit: every failure, before or after `200 OK`, is one. Branch on `type`.
 *
 * The message is one line of at most 1 KiB with control characters escaped; so are `type`, `code`, `param` and `requestId`, of at most
 * 256 bytes. Known secrets are scrubbed from everything the error prints. `retryable` is the class of the error; it does not say that a retry is safe *now*: output that somebody
 * has read cannot be taken back, and a repeated request may be billed twice.
 *
 * @example
 * stream$.subscribe({
 *   error: (error: unknown) => {
 *     if (ApiError.is(error) && error.type === 'insufficient_quota') showBilling(error.advice);
 *   },
 * });
 */
export class ApiError extends Error {
  /** The wire's own word, verbatim; where it gives none, the usual word for the status; else `unknown_error`. */
  declare readonly type: KnownErrorType | (string & Record<never, never>);
  /** The wire's `code`, as text. */
  declare readonly code?: string;
  /** The part of the request that is at fault. */
  declare readonly param?: string;
  /** Who reports it: the server by its status (`http`) or in the stream, the connection, or the toolkit about what it read (`protocol`). */
  declare readonly origin: ErrorOrigin;
  /** The HTTP status; of an error frame the status it states, else the one its word implies. */
  declare readonly status?: number;
  /** Whether the same request may succeed later. Not whether repeating it is safe now. */
  declare readonly retryable: boolean;
  /** How long the server asks to wait, at least, in milliseconds. */
  declare readonly retryAfterMs?: number;
  /** The id by which the provider knows the request: give it to their support. */
  declare readonly requestId?: string;
  /** How many requests were sent, where `retryWithBackoff` counted them: 0 where an `Upstream` refused the first. After `fallBackTo`, those to the last source. */
  declare readonly attempts?: number;
  /** What to do, in one sentence. */
  declare readonly advice: string;
  /** The payload as received, the very object; a scrubbed copy only where it holds a secret. */
  declare readonly raw: unknown;

  static {
    Object.defineProperty(this.prototype, BRAND, { value: true });
    Object.defineProperty(this.prototype, 'name', { value: 'ApiError', configurable: true, writable: true });
  }

  constructor(init: ApiErrorInit) {
    // Plain JavaScript may write it as it writes other errors: new ApiError('words').
    if (typeof (init as Partial<ApiErrorInit> | undefined)?.type !== 'string') throw new TypeError('new ApiError takes { type, origin, message }.');
    const scrub = openScrub(init.secrets ?? [], { keyShapes: init.origin === 'transport' });
    const cause = scrubbed(init.cause, scrub);
    super(oneLine(scrub(init.message)), cause === undefined ? undefined : { cause });

    const verdict = judgeError({ origin: init.origin, words: [init.type, init.code ?? ''], status: init.status, hasWait: (init.retryAfterMs ?? 0) > 0 });
    const label = (text: string | undefined) => (text === undefined || isKnownWord(text) ? text : oneLine(scrub(text), MAX_LABEL_BYTES));
    const fields = {
      type: label(init.type),
      code: label(init.code),
      param: label(init.param),
      origin: init.origin,
      status: init.status,
      retryable: init.retryable ?? verdict.retryable,
      retryAfterMs: init.retryAfterMs,
      requestId: label(init.requestId),
      advice: init.advice === undefined ? verdict.advice : oneLine(scrub(init.advice)),
      raw: init.raw === init.cause ? cause : scrubbed(init.raw, scrub),
    };
    Object.assign(this, withoutUndefined(fields));
  }

  /** Whether `value` is an ApiError, also one from another realm or from another copy of this package. Never throws. */
  static is(value: unknown): value is ApiError {
    try {
      return typeof value === 'object' && value !== null && Reflect.get(value, BRAND) === true;
    } catch {
      return false; // a Proxy may throw
    }
  }

  /** Where the guide says more of this advice: a place in `docs/troubleshooting.md`, which the package holds. Undefined for words of your own. */
  get help(): string | undefined {
    const topic = Object.entries(advice).find(([, words]) => words === this.advice)?.[0];
    return topic && `framewise/docs/troubleshooting.md#${topic}`;
  }

  /** The error as plain data, for logs. `raw` and `cause` are copied to a bounded depth and size, so this never throws. */
  toJSON(): object {
    const fields = PRINTED.map((name) => [name, this[name]] as const);
    return withoutUndefined({ ...Object.fromEntries(fields), raw: plainCopy(this.raw), cause: plainCopy(this.cause) });
  }
}

function withoutUndefined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
