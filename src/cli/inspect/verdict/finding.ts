import type { Place } from '../events/block-data.js';

/** One thing worth knowing about a stream. */
export interface Finding {
  /** `error`: why there is no whole answer. `warning`: a client may stumble here. `note`: odd, and harmless. */
  readonly level: 'error' | 'warning' | 'note';
  /** What it is, for programs. */
  readonly code: FindingCode;
  /** What it is, for people: one sentence. */
  readonly message: string;
  /** Where it begins, if it is anywhere. */
  readonly place?: Place | undefined;
}

export type FindingCode =
  | 'http_error' | 'error_event' | 'not_json' | 'not_the_protocol' | 'too_large' | 'half_event' | 'no_end' | 'empty' | 'not_a_stream'
  | 'interrupted'
  | 'unframed_lines' | 'unknown_type' | 'joined_events' | 'another_answer' | 'implicit_end' | 'no_finish_reason' | 'finish' | 'broken_arguments'
  | 'error_after_end' | 'events_after_end' | 'silence' | 'invalid_utf8' | 'unclosed_event' | 'unknown_protocol' | 'left_open';
