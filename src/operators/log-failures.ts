import { defer, type MonoTypeOperatorFunction, Observable, type Subscriber } from 'rxjs';

import { checkOptions, isErrorFrame } from '../check-options.js';
import { hearAttempts } from '../scope/attempt-scope.js';
import { Stage } from '../stage.js';
import { FailureLog } from './logging/failure-log.js';
import type { Logger } from './logging/logger.js';

/** Where `logFailures` writes to. */
export interface LogOptions {
  /** Where failures are written to. Default `console`; `false` keeps quiet. */
  logger?: Logger | false | undefined;
}

/**
 * Writes down why a stream failed, and what a failure looked like that nobody knows.
 *
 * Like RxJS `tap` with `error`.
 *
 * Returns everything as it came: values, completion, errors. On an error it logs the failure once, on one line that begins with
 * `framewise:` and tells whom the request went to (protocol, host, model, and the `label` of the options), and of the error its
 * message, type, origin, status, request id, attempts and advice. What is not known is left out. If the error table knows neither the error's type nor its code, it logs first the raw payload as it was
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
 * // framewise: The stream failed: { protocol: 'messages', host: 'api.anthropic.com', model: 'claude-sonnet-4-5', message: 'Overloaded', type: 'overloaded_error', origin: 'stream', status: 529, requestId: 'req_1', attempts: 3, advice: '...' }
 * ```
 */
export function logFailures<T>(options: LogOptions = {}): MonoTypeOperatorFunction<T> {
  checkOptions('logFailures', options, { logger: 'object' });
  const { logger = console } = options;
  return (values) => defer(() => logTo(new FailureLog(logger), values));
}

/** The values of one subscription, whose failure is written to this log. */
export function logTo<T>(log: FailureLog, values: Observable<T>): Observable<T> {
  return new Observable((out) => hearAttempts((attempt) => { log.hear(attempt); }, () => values.subscribe(new LogStage(out, log))));
}

class LogStage<T> extends Stage<T, T> {
  #payloadLogged: unknown;

  constructor(
    out: Subscriber<T>,
    private readonly log: FailureLog,
  ) {
    super(out);
  }

  protected override _next(value: T): void {
    if (isErrorFrame(value)) {
      this.log.unknownPayload(value.error);
      this.#payloadLogged = value.error;
    }
    this.out.next(value);
  }

  protected override _error(error: unknown): void {
    if (error !== this.#payloadLogged) this.log.unknownPayload(error);
    // When it has been passed on it is known whether another source takes over.
    this.add(() => { this.log.failure(error); });
    super._error(error);
  }
}
