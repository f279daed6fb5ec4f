import type { Frame } from '../../../index.js';
import type { Block } from './block.js';

/** What a block of the stream turned out to be. */
export type EventKind =
  /** The kinds of frames. */
  | 'data' | 'terminal' | 'error' | 'unknown'
  /** Nothing to a client: comments, and events without data. */
  | 'comment' | 'empty'
  /** Lines that are no server-sent event fields. */
  | 'unframed'
  /** It cannot be read: not JSON, or not what its type promises. */
  | 'malformed'
  /** The stream ends inside it. */
  | 'half'
  /** It came after the end of the answer, or after the error, and no client reads it. */
  | 'after';

export interface StreamEvent {
  /** Counted from 1, comments included. */
  readonly number: number;
  readonly kind: EventKind;
  readonly block: Block;
  readonly frames: readonly Frame<object>[];
  /** When it was complete, in milliseconds from the first byte; undefined where nobody knows. */
  readonly atMs: number | undefined;
}
