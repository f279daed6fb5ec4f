import { type Delta, isOutput } from './answer/delta.js';
import type { ApiError } from './errors/api-error.js';

/** The answer goes on: one validated payload, and what it adds in neutral words. */
export interface DataFrame<P> {
  readonly kind: 'data';
  readonly payload: P;
  readonly deltas: readonly Delta[];
}

/** The answer is whole. `payload` is absent where the wire ends an answer without one: `[DONE]`, or an implicit end. */
export interface TerminalFrame<P> {
  readonly kind: 'terminal';
  readonly payload: P | undefined;
  readonly deltas: readonly Delta[];
}

/** The answer failed after `200 OK`. `payload` is what arrived, as it arrived; `error` says it in the one error model. */
export interface ErrorFrame {
  readonly kind: 'error';
  readonly payload: unknown;
  readonly error: ApiError;
}

/** A payload of a type this toolkit has not heard of: passed on, never fatal. */
export interface UnknownFrame {
  readonly kind: 'unknown';
  readonly payload: unknown;
}

/** An announced replay: everything since the start, or since the last restart, is void. Folds start over on it. */
export interface RestartFrame {
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
