import type { ApiError, Completion } from '../../../index.js';
import type { SourcePlace } from '../events/block-data.js';
import type { Detection } from '../events/detect-protocol.js';
import type { StreamEvent } from '../events/stream-event.js';
import type { BodyKind } from '../recording/body.js';
import type { HttpHead } from '../recording/http-head.js';
import type { Line } from '../recording/recording.js';

/** What a recorded stream came down to, in one word. */
export type Outcome =
  | 'whole'
  /** The server said so: in place of the stream, or inside it. */
  | 'http-error' | 'error'
  /** An event cannot be read. */
  | 'malformed'
  /** The end came too early: inside an event, between two, or before the first. */
  | 'half' | 'truncated' | 'empty'
  /** Something else came in place of an event stream. */
  | 'not-a-stream'
  /** The recording was stopped before the server had ended. */
  | 'interrupted';

/** Everything that is known of one recorded stream. */
export interface Inspection {
  readonly source: {
    readonly name: string;
    readonly bytes: number;
    readonly lines: number;
    /** From the first byte to the last, or to the interruption; undefined where nobody knows. */
    readonly durationMs: number | undefined;
    /** What the stream was taken out of, in a few words; undefined if it was recorded as it is. */
    readonly foundIn: string | undefined;
  };
  readonly http: HttpHead | undefined;
  readonly detection: Detection | undefined;
  /** What the stream looks like, where it was to be read as another protocol. */
  readonly misreadOf: Detection | undefined;
  readonly events: readonly StreamEvent[];
  readonly outcome: Outcome;
  /** Present unless the answer is whole. */
  readonly error: ApiError | undefined;
  /** Whether somebody had already seen output when it failed. */
  readonly hadOutput: boolean;
  /** The answer as far as it came. */
  readonly answer: Completion | undefined;
  /** The first one is the verdict, unless the answer is whole and there is nothing to say. */
  readonly findings: readonly Finding[];
  readonly headline: string;
  readonly advice: readonly string[];
}

/** One thing worth knowing about a stream. */
export interface Finding {
  /** `error`: why there is no whole answer. `warning`: a client may stumble here. `note`: odd, and harmless. */
  readonly level: 'error' | 'warning' | 'note';
  /** What it is, for programs. */
  readonly code: FindingCode;
  /** What it is, for people: one sentence. */
  readonly message: string;
  /** Where it begins, if it is anywhere. */
  readonly place?: SourcePlace | undefined;
}

export type FindingCode =
  | 'http_error' | 'error_event' | 'not_json' | 'not_the_protocol' | 'too_large' | 'half_event' | 'no_end' | 'empty' | 'not_a_stream'
  | 'interrupted'
  | 'unframed_lines' | 'unknown_type' | 'joined_events' | 'another_answer' | 'implicit_end' | 'no_finish_reason' | 'finish' | 'broken_arguments'
  | 'error_after_end' | 'events_after_end' | 'silence' | 'invalid_utf8' | 'unclosed_event' | 'unknown_protocol' | 'left_open' | 'not_streamed';

/** What the verdict, the findings and the advice are drawn from. */
export interface Facts extends Omit<Inspection, 'findings' | 'headline' | 'advice'> {
  readonly body: BodyKind;
  /** The lines of the body. */
  readonly lines: readonly Line[];
  /** Whether a clean end stands for the terminal frame that the server left out. */
  readonly isImplicitEnd: boolean;
  readonly interruptedAtMs: number | undefined;
  readonly endedAtMs: number | undefined;
}
