import { defer, type Observable } from 'rxjs';

import { isAborted } from '../abort-scope.js';
import { ApiError } from '../errors/api-error.js';
import { wordRow } from '../errors/words/word-row.js';
import type { Logger } from './logger.js';
import type { Retry } from './retry/retry-options.js';

/** The errors after which another source is about to take over. The error is all that passes from the operator that logs to the one behind it. */
const takenOver = new WeakSet<ApiError>();

/** Another source that takes over after this error, whose failure is therefore no more than a warning: the log is written before it begins. */
export function takeOver<T>(error: ApiError, another: Observable<T>): Observable<T> {
  takenOver.add(error);
  return defer(() => {
    takenOver.delete(error);
    return another;
  });
}

/**
 * Writes failures to a logger.
 *
 * The text of a line is the toolkit's own and never the server's, because a console takes it for a format: `%s` and `%c` in it would
 * swallow what follows. What the server said is in the object beside it. A logger that throws changes nothing: the stream's own
 * outcome matters more.
 */
export interface FailureLog {
  /** The raw payload, if the error table knows neither the error's type nor its code: then it is all there is to go by. */
  unknownPayload(error: unknown): void;
  retry(retry: Retry): void;
  /** Why an error goes on that would otherwise be retried. */
  refusedRetry(): void;
  /** To be called in the teardown that follows the error: then it is known whether another source takes over. */
  failure(error: unknown): void;
}

export function failureLog(logger: Logger): FailureLog {
  return {
    unknownPayload(error) {
      if (!ApiError.is(error) || error.raw === undefined || isKnown(error)) return;
      const { raw } = error;
      quietly(() => { logger.warn('An error payload of unknown shape, as received:', { raw }); });
    },
    retry({ attempt, error, delayMs }) {
      const wait = `${String(Math.round(delayMs))} ms`;
      quietly(() => { logger.warn(`Attempt ${String(attempt)} begins in ${wait}, after:`, details(error)); });
    },
    refusedRetry() {
      quietly(() => { logger.warn('No retry: too many calls to this upstream fail, and its retry budget is used up.'); });
    },
    failure(error) {
      if (isAborted(error)) return; // wanted on this side, so nothing has failed
      const isTakenOver = ApiError.is(error) && takenOver.has(error);
      quietly(() => {
        if (isTakenOver) logger.warn('Another source takes over, after:', details(error));
        else logger.error('The stream failed:', details(error));
      });
    },
  };
}

function isKnown({ type, code, origin }: ApiError): boolean {
  return [type, code].some((word) => word !== undefined && wordRow(word, origin) !== undefined);
}

/** Of an ApiError what it takes to act on it. A stranger goes to the logger as it is, in an object as well: it may be a bare text. */
function details(error: unknown): object {
  if (!ApiError.is(error)) return { error };
  const { message, type, origin, status, requestId, advice } = error;
  return { message, type, origin, status, requestId, advice };
}

function quietly(write: () => void): void {
  try {
    write();
  } catch {
    // See FailureLog.
  }
}
