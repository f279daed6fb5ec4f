import { defer, type MonoTypeOperatorFunction, tap } from 'rxjs';

import { ApiError } from '../errors/api-error.js';
import type { ErrorFrame } from '../frame.js';
import { failureLog } from './failure-log.js';
import type { Logger } from './logger.js';

/** Where `logFailures` writes to. */
export interface LogOptions {
  /** Where failures are written to. Default `console`. */
  logger?: Logger | undefined;
}

/**
 * Writes down why a stream failed, and what a failure looked like that nobody knows.
 *
 * Returns everything as it came: values, completion, errors. On an error it logs the failure once, with message, type, origin, status,
 * request id and advice. If the error table knows neither the error's type nor its code, it logs first the raw payload as it was
 * received, because nothing else tells what happened. Unsubscribing logs nothing. A failure after which `fallBackTo` turns to another
 * source is a warning.
 *
 * The raw payload is the server's own text and may quote the prompt. A logger that throws is ignored.
 *
 * Put it last, where only the final failure comes by. In front of `failOnErrorFrame()` it also logs the payloads of unknown error
 * frames; they fail nothing there.
 *
 * ![Marble diagram of logFailures](../../docs/diagrams/log-failures.svg)
 *
 * @example
 * ```ts
 * frames$.pipe(failOnErrorFrame(), untilTerminal(), retryWithBackoff(), logFailures())
 * // The stream failed: { message: 'Overloaded', type: 'overloaded_error', origin: 'stream', status: 529, requestId: 'req_1', advice: '...' }
 * ```
 */
export function logFailures<T>({ logger = console }: LogOptions = {}): MonoTypeOperatorFunction<T> {
  const log = failureLog(logger);
  return (values) =>
    defer(() => {
      let payloadLogged: unknown;
      let failure: { readonly error: unknown } | undefined;
      return values.pipe(
        tap({
          next: (value) => {
            if (!isErrorFrame(value)) return;
            log.unknownPayload(value.error);
            payloadLogged = value.error;
          },
          error: (error: unknown) => {
            if (error !== payloadLogged) log.unknownPayload(error);
            failure = { error };
          },
          finalize: () => {
            if (failure !== undefined) log.failure(failure.error);
          },
        }),
      );
    });
}

/** Whatever the stream carries here: frames, or what an operator has made of them. */
function isErrorFrame(value: unknown): value is ErrorFrame {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('error' in value)) return false;
  return value.kind === 'error' && ApiError.is(value.error);
}
