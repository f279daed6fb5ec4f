import type { Line } from '../recording/line.js';

/**
 * Lines of a body that belong together: an event with its fields; comments between events; or lines that are no
 * server-sent event fields at all.
 */
export interface Block {
  readonly kind: 'event' | 'comment' | 'unframed';
  readonly lines: readonly Line[];
  /** Whether the blank line that ends an event has come. */
  readonly isClosed: boolean;
}
