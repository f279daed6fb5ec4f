import type { ApiError, Completion } from '../../../index.js';
import type { Detection } from '../events/detect-protocol.js';
import type { StreamEvent } from '../events/stream-event.js';
import type { HttpHead } from '../recording/http-head.js';
import type { Finding } from './finding.js';

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
  /** Whoever recorded it stopped before the server did. */
  | 'interrupted';

/** Everything that is known of one recorded stream. */
export interface Inspection {
  readonly source: {
    readonly name: string;
    readonly bytes: number;
    readonly lines: number;
    /** From the first byte to the last, or to the interruption; undefined where nobody knows. */
    readonly durationMs: number | undefined;
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
