import type { ApiError } from '../../../index.js';
import type { StreamEvent } from '../events/stream-event.js';
import type { BodyKind } from '../recording/body.js';
import type { Facts, Outcome } from './inspection.js';

/** What a stream came down to. */
export function outcomeOf(error: ApiError | undefined, events: readonly StreamEvent[], body: BodyKind): Outcome {
  if (error === undefined) return 'whole';
  if (error.type === 'aborted' && error.origin === 'transport') return 'interrupted';
  if (error.origin === 'http') return 'http-error';
  if (error.origin === 'stream') return 'error';
  // A content type is refused with the status beside it; a web page behind events is the last thing that a proxy wrote.
  if (error.type === 'unexpected_content' && (body !== 'event-stream' || error.status !== undefined)) return 'not-a-stream';
  if (events.some(({ kind }) => kind === 'malformed')) return 'malformed';
  if (events.some(({ kind }) => kind === 'half')) return 'half';
  return events.every(({ kind }) => kind === 'comment' || kind === 'empty') ? 'empty' : 'truncated';
}

/** Whether the server sends the request elsewhere. A client that sends a key does not follow. */
export function isRedirect({ http }: Facts): boolean {
  return http !== undefined && http.status >= 300 && http.status < 400 && http.headers.has('location');
}

/** Whether there are payloads, and none of a protocol that is known. */
export function isForeign({ detection, outcome, events }: Facts): boolean {
  return detection === undefined && outcome === 'truncated' && events.some(({ kind }) => kind === 'unknown');
}
