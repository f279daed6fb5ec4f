import type { CallerError } from './caller-error.js';
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

/** Notes how the stream that this error has ended tells it. */
export function noteForm(error: unknown, form: ErrorForm): void {
  if (typeof error === 'object' && error !== null) forms.set(error, form);
}

/** How the stream that this error has ended tells it; undefined for an error of no such stream. */
export function formOf(error: unknown): ErrorForm | undefined {
  return typeof error === 'object' && error !== null ? forms.get(error) : undefined;
}

/** `event: error` with `{"error":{"type","message"}}`. */
export function commonForm({ type, message }: CallerError): readonly SseEvent[] {
  return [{ type: 'error', data: JSON.stringify({ error: { type, message } }) }];
}
