import { catchError, defer, from, type MonoTypeOperatorFunction, tap, throwError } from 'rxjs';

import { type CallerError, callerError } from './caller-error.js';
import type { SseEvent } from './sse-event.js';

/** How a stream tells that it failed. */
export interface ErrorForm {
  /** After the first event: the events that say so. */
  readonly events: (error: CallerError) => readonly SseEvent[];
  /** Before it: the body of the failed request. Left out: the server's own. */
  readonly body?: ((error: CallerError) => object) | undefined;
}

/** By error: the form of the stream that it ended before the first event. The code that answers the request writes it. */
const forms = new WeakMap<object, ErrorForm>();

/**
 * After the first event an error becomes events, and the stream completes. Before it the error passes as it is, so that it can still have
 * a status of its own.
 */
export function writeLateErrors(form: ErrorForm): MonoTypeOperatorFunction<SseEvent> {
  return (source) =>
    defer(() => {
      let begun = false;
      return source.pipe(
        tap(() => {
          begun = true;
        }),
        catchError((error: unknown) => {
          if (begun) return from(form.events(callerError(error)));
          if (typeof error === 'object' && error !== null) forms.set(error, form);
          // eslint-disable-next-line rxjs-x/throw-error -- it is what came
          return throwError(() => error);
        }),
      );
    });
}

/** How the stream that this error has ended tells it; undefined for an error of no such stream. */
export function formOf(error: unknown): ErrorForm | undefined {
  return typeof error === 'object' && error !== null ? forms.get(error) : undefined;
}

/** `event: error` with `{"error":{"type","message"}}`. */
export function commonForm({ type, message }: CallerError): readonly SseEvent[] {
  return [{ type: 'error', data: JSON.stringify({ error: { type, message } }) }];
}
