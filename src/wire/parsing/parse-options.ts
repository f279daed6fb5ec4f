import type { OptionNames } from '../../check-options.js';
import type { Frame } from '../../frame.js';
import type { SseEvent } from './sse-events.js';

/** 16 Mi: a frame that is longer holds no answer that anybody reads. */
export const DEFAULT_MAX_FRAME_CHARS = 16 * 1024 * 1024;

/** Bounds and leniency of parsing, for `streamFrames` and `parseFrames`. */
export interface ParseOptions {
  /** The most characters of one event, also when it arrives whole; more is `frame_too_large`. Default 16,777,216. */
  readonly maxFrameChars?: number | undefined;
  /**
   * Whether a clean end after every open choice has finished counts as a terminal frame, for the protocols whose servers
   * leave the real one out (Chat Completions, Messages). Default `true`.
   */
  readonly implicitTerminal?: boolean | undefined;
}

export const parseOptionNames: OptionNames<ParseOptions> = { maxFrameChars: 'number', implicitTerminal: 'boolean' };

/** What is known of the response that the frames come from, for the errors that they may be. */
export interface ParseContext {
  readonly requestId?: string | undefined;
  readonly secrets?: readonly string[] | undefined;
  /** Set once the terminal frame has come. */
  isWhole?: boolean;
}

/** Asked of each event before it is read: whether it is to be read at all. */
export type EventFilter = (event: SseEvent) => boolean;

/** Who looks on while a stream is parsed. */
export interface ParseHooks {
  /** Default: all events are read. */
  readonly takesEvent?: EventFilter | undefined;
  /** Called with each frame right before it is passed on. It costs less than an operator behind the parser. */
  readonly onFrame?: ((frame: Frame<unknown>) => void) | undefined;
}
