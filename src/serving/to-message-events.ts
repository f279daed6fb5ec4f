import type { OperatorFunction } from 'rxjs';

import { checkCalled, isErrorFrame } from '../check-options.js';
import { beginsAnswer, isFrame } from './begins-answer.js';
import { encodeEvents } from './encode-events.js';
import { commonForm } from './late-errors.js';
import type { SseEvent } from './sse-event.js';

/**
 * Makes an event of every value, for your own pages: of a frame `{ kind, deltas }`, without its payload; text as it is; any other value
 * (a delta, a completion) as JSON.
 *
 * What comes before the first output of an answer is held until it comes: frames, deltas and completions in which nothing is said yet. An
 * error before it passes, so that it can have a status; one after it is `event: error` with `{"error":{"type","message"}}`, in the words
 * of `callerError`, and the stream completes. An error frame is such an error.
 * Unsubscribing unsubscribes from the source.
 *
 * @example
 * streamFrames(messages, request).pipe(reliably(), toMessageEvents())
 */
export function toMessageEvents(): OperatorFunction<unknown, SseEvent>;
export function toMessageEvents(given?: unknown): OperatorFunction<unknown, SseEvent> {
  checkCalled('toMessageEvents', given);
  return encodeEvents(() => ({ write: (value) => [{ data: dataOf(value) }], isOutput: beginsAnswer, events: commonForm }));
}

function dataOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (isErrorFrame(value)) throw value.error; // somebody forgot failOnErrorFrame()
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- of a function or of nothing it gives nothing, whatever its type says
  if (!isFrame(value)) return JSON.stringify(value) ?? 'null';
  return JSON.stringify({ kind: value.kind, deltas: 'deltas' in value ? value.deltas : [] });
}
