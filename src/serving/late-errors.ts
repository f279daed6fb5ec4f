import { catchError, defer, from, type MonoTypeOperatorFunction, tap, throwError } from 'rxjs';

import { type CallerError, callerError } from './caller-error.js';
import type { SseEvent } from './sse-event.js';

/** How an error is written that comes too late for a status. */
export type LateForm = (error: CallerError) => readonly SseEvent[];

/** By error: its form in the stream that it ended. A sink that has sent its headers by then writes it. */
const lateForms = new WeakMap<object, readonly SseEvent[]>();

/**
 * After the first event an error becomes events, and the stream completes. Before it the error passes as it is, so that it can still have
 * a status of its own.
 */
export function writeLateErrors(form: LateForm): MonoTypeOperatorFunction<SseEvent> {
  return (source) =>
    defer(() => {
      let begun = false;
      return source.pipe(
        tap(() => {
          begun = true;
        }),
        catchError((error: unknown) => {
          const events = form(callerError(error));
          if (begun) return from(events);
          if (typeof error === 'object' && error !== null) lateForms.set(error, events);
          // eslint-disable-next-line rxjs-x/throw-error -- it is what came
          return throwError(() => error);
        }),
      );
    });
}

/** The events that say this error, in the form of the stream that it ended, else in the common one. */
export function lateEvents(error: unknown): readonly SseEvent[] {
  const known = typeof error === 'object' && error !== null ? lateForms.get(error) : undefined;
  return known ?? commonForm(callerError(error));
}

/** `event: error` with `{"error":{"type","message"}}`. */
export function commonForm({ type, message }: CallerError): readonly SseEvent[] {
  return [{ type: 'error', data: JSON.stringify({ error: { type, message } }) }];
}
