import { catchError, type ObservableInput, type ObservedValueOf, type OperatorFunction } from 'rxjs';

import { checkOptions } from '../check-options.js';
import { ApiError, type KnownErrorType } from '../errors/api-error.js';
import { isObject } from '../payload-object.js';

type ErrorHandler = (error: ApiError) => ObservableInput<unknown>;

/** What continues the stream after an error of one type. An editor offers the known types; any other text is one too. */
export type ErrorHandlers = Readonly<Record<string, ErrorHandler>> & Readonly<Partial<Record<KnownErrorType, ErrorHandler>>>;

/** What `catchErrorType` does with the errors that no handler is for. */
export interface CatchErrorTypeOptions<R> {
  /** What continues the stream after any other error, also after one that is no ApiError. Default: the error goes on. */
  readonly otherwise?: ((error: unknown) => ObservableInput<R>) | undefined;
}

type ContinuationOf<Handlers extends ErrorHandlers> = ObservedValueOf<ReturnType<Handlers[keyof Handlers]>>;

/**
 * Branches on the type of the error that a stream fails with.
 *
 * Like RxJS `catchError`, with a handler for each type.
 *
 * Returns the same values, then those of what the handler for `error.type` returns; from there on completion, errors and
 * unsubscribing are that one's. An error whose type has no handler, and one that is no ApiError, goes on as the very object,
 * unless there is `otherwise`. What a handler throws becomes the error.
 *
 * What the stream emitted before it failed is out: a handler that asks a second model continues after the words of the first.
 * Types are the wire's own words, and a word that a provider changes is no longer caught: keep `otherwise`, or an error handler
 * behind it, for the rest.
 *
 * ![Marble diagram of catchErrorType](../../docs/diagrams/catch-error-type.svg)
 *
 * @example
 * ```ts
 * streamFrames(messages, request).pipe(
 *   reliably(),
 *   text(),
 *   catchErrorType({
 *     rate_limit_error: () => of('Too many questions. Try again in a minute.'),
 *     content_policy_violation: ({ advice }) => of(advice),
 *   }),
 * )
 * ```
 *
 * @param handlers by `error.type`.
 * @throws TypeError where it is called, for a handler that is no function.
 */
export function catchErrorType<T, Handlers extends ErrorHandlers, R = never>(
  handlers: Handlers,
  options: CatchErrorTypeOptions<R> = {},
): OperatorFunction<T, T | ContinuationOf<Handlers> | R> {
  if (!isObject(handlers) || 'pipe' in handlers) throw new TypeError('catchErrorType takes functions by the type of the error: write catchErrorType({ overloaded_error: (error) => ... }).');
  checkOptions('catchErrorType', options, { otherwise: 'function' });
  const { otherwise } = options;
  for (const [type, handler] of Object.entries(handlers)) {
    if (typeof handler !== 'function') throw new TypeError(`The handler for ${type} must be a function.`);
  }
  return catchError((error: unknown) => {
    // An own property: a wire may call its error `constructor`.
    const handler = ApiError.is(error) && Object.hasOwn(handlers, error.type) ? handlers[error.type] : otherwise;
    if (handler === undefined) throw error;
    const next = handler(error as ApiError) as ObservableInput<ContinuationOf<Handlers> | R> | undefined;
    if (!next) throw new TypeError('A handler of catchErrorType must return what continues the stream, such as of(...) or EMPTY.', { cause: error });
    return next;
  });
}
