import { ApiError } from '../errors/api-error.js';
import { wordRow } from '../errors/words/error-table.js';
import type { Logger } from './logger.js';
import type { Retry } from './retry/retry-options.js';

/** Writes failures to a logger. A logger that throws changes nothing: the stream's own outcome matters more. */
export interface FailureLog {
  /** The raw payload, if the error table knows neither the error's type nor its code: then it is all there is to go by. */
  unknownPayload(error: unknown): void;
  retry(retry: Retry): void;
  failure(error: unknown): void;
}

export function failureLog(logger: Logger): FailureLog {
  return {
    unknownPayload(error) {
      if (!ApiError.is(error) || error.raw === undefined || isKnown(error)) return;
      const { raw } = error;
      quietly(() => { logger.warn('An error payload of unknown shape, as received:', raw); });
    },
    retry({ attempt, error, delayMs }) {
      const wait = `${String(Math.round(delayMs))} ms`;
      quietly(() => { logger.warn(`Attempt ${String(attempt)} begins in ${wait}, after: ${told(error)}`, details(error)); });
    },
    failure(error) {
      quietly(() => { logger.error(`The stream failed: ${told(error)}`, details(error)); });
    },
  };
}

function isKnown({ type, code, origin }: ApiError): boolean {
  return [type, code].some((word) => word !== undefined && wordRow(word, origin) !== undefined);
}

/** Only an ApiError's message is known to be one scrubbed line; a stranger goes to the logger as it is, in the details. */
function told(error: unknown): string {
  return ApiError.is(error) ? error.message : 'an error that is no ApiError';
}

function details(error: unknown): unknown {
  if (!ApiError.is(error)) return error;
  const { type, origin, status, requestId, advice } = error;
  return { type, origin, status, requestId, advice };
}

function quietly(write: () => void): void {
  try {
    write();
  } catch {
    // See FailureLog.
  }
}
