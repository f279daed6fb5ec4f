import { defer, type Observable } from 'rxjs';

import { ApiError } from '../../errors/api-error.js';
import { wordRow } from '../../errors/words/word-row.js';
import { type Asked, type Attempt, isAborted } from '../../scope/attempt-scope.js';
import type { Retry } from '../../scope/stream-observer.js';
import { LogDetails } from './log-details.js';
import type { Logger } from './logger.js';

/**
 * The errors after which another source is about to take over. Nothing but the error passes from the operator that logs to the one behind
 * it.
 */
const takenOver = new WeakSet<ApiError>();

/**
 * Another source that takes over after this error. The failure is then no more than a warning. The log is written before the other source
 * begins.
 */
export function takeOver<T>(error: ApiError, another: Observable<T>): Observable<T> {
  takenOver.add(error);
  return defer(() => {
    takenOver.delete(error);
    return another;
  });
}

/**
 * Writes the failures of one subscription to a logger.
 *
 * The text of a line is the toolkit's own and never the server's, because a console takes it for a format: `%s` and `%c` in it would
 * swallow what follows. What the server said is in the object beside it. A logger that throws changes nothing: the stream's own
 * outcome matters more.
 */
export class FailureLog {
  #asked: (() => Asked) | undefined;

  constructor(private readonly logger: Logger | false) {}

  /** Who is asked, for the lines that follow. */
  hear({ asked }: Attempt): void {
    this.#asked = asked;
  }

  /** The raw payload, if the error table knows neither the error's type nor its code: then it is all there is to go by. */
  unknownPayload(error: unknown): void {
    if (!ApiError.is(error) || error.raw === undefined || isKnown(error)) return;
    this.#write('warn', 'An error payload of unknown shape, as received:', { raw: error.raw });
  }

  retry({ attempt, error, delayMs }: Retry): void {
    this.#write('warn', `Attempt ${String(attempt)} begins in ${String(Math.round(delayMs))} ms, after:`, fieldsOf(error));
  }

  /** Why an error goes on that would otherwise be retried. */
  refusedRetry(): void {
    this.#write('warn', 'No retry: too many calls to this upstream fail, and its retry budget is used up.', {});
  }

  /** To be called in the teardown that follows the error: then it is known whether another source takes over. */
  failure(error: unknown): void {
    if (isAborted(error)) return; // wanted on this side, so nothing has failed
    const isTakenOver = ApiError.is(error) && takenOver.has(error);
    if (isTakenOver) this.#write('warn', 'Another source takes over, after:', fieldsOf(error));
    else this.#write('error', 'The stream failed:', fieldsOf(error));
  }

  #write(level: keyof Logger, text: string, fields: object): void {
    try {
      if (this.logger) this.logger[level](`framewise: ${text}`, new LogDetails({ ...this.#asked?.(), ...fields }));
    } catch {
      // The stream's own outcome matters more.
    }
  }
}

function isKnown({ type, code, origin }: ApiError): boolean {
  return [type, code].some((word) => word !== undefined && wordRow(word, origin) !== undefined);
}

const TOLD = ['message', 'type', 'origin', 'status', 'requestId', 'attempts', 'advice', 'help'] as const;

/** Of an ApiError what it takes to act on it. A stranger goes to the logger as it is, in an object as well: it may be a bare text. */
function fieldsOf(error: unknown): object {
  if (!ApiError.is(error)) return { error };
  return Object.fromEntries(TOLD.map((name) => [name, error[name]]));
}
