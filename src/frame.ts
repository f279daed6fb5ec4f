import { type Delta, isOutput } from './answer/delta.js';
import type { ApiError } from './errors/api-error.js';

/** The answer goes on: one validated payload, and what it adds in neutral words. */
export interface DataFrame<P> {
  /** Tells it from the other frames. */
  readonly kind: 'data';
  /** The vendor's own object, as it came. */
  readonly payload: P;
  /** What it adds to the answer, in neutral words. */
  readonly deltas: readonly Delta[];
}

/** The answer is whole. `payload` is absent where the wire ends an answer without one: `[DONE]`, or an implicit end. */
export interface TerminalFrame<P> {
  /** Tells it from the other frames. */
  readonly kind: 'terminal';
  /** The vendor's own object; undefined where the wire ends an answer without one. */
  readonly payload: P | undefined;
  /** What it adds to the answer, in neutral words. */
  readonly deltas: readonly Delta[];
}

/** The answer failed after `200 OK`. `payload` is what arrived, as it arrived; `error` says it in the one error model. */
export interface ErrorFrame {
  /** Tells it from the other frames. */
  readonly kind: 'error';
  /** What arrived, as it arrived. */
  readonly payload: unknown;
  /** The same in the one error model. */
  readonly error: ApiError;
}

/** A payload of a type this toolkit has not heard of: passed on, never fatal. */
export interface UnknownFrame {
  /** Tells it from the other frames. */
  readonly kind: 'unknown';
  /** What arrived, as it arrived. */
  readonly payload: unknown;
}

/** An announced replay: everything since the start, or since the last restart, is void. Folds start over on it. */
export interface RestartFrame {
  /** Tells it from the other frames. */
  readonly kind: 'restart';
  /** Which attempt begins: 2 for the first replay. */
  readonly attempt: number;
  /** Why the attempt before it ended. */
  readonly error: ApiError;
}

/** What one payload on the wire says, in the words of an Observable: next, complete or error. */
export type Frame<P> = DataFrame<P> | TerminalFrame<P> | ErrorFrame | UnknownFrame;

/** A frame that is not an error: what is left after `failOnErrorFrame()`. */
export type GoodFrame<P> = Exclude<Frame<P>, ErrorFrame>;

/**
 * Whether delivering this frame makes a silent replay unsafe: somebody may have read its words, or its payload ended
 * the answer, or its type is unknown and may carry output.
 */
export function commits(frame: GoodFrame<unknown> | RestartFrame): boolean {
  switch (frame.kind) {
    case 'data':
      return frame.deltas.some(isOutput);
    case 'terminal':
    case 'unknown':
      return true;
    case 'restart':
      return false;
  }
}
