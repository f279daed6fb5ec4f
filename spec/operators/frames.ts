import type { Delta } from '../../src/answer/delta.js';
import { ApiError, type ApiErrorInit } from '../../src/errors/api-error.js';
import type { DataFrame, ErrorFrame, RestartFrame, TerminalFrame, UnknownFrame } from '../../src/frame.js';

/** The payload type of the frames in these specs. */
export interface Payload {
  readonly n: number;
}

export const data = (...deltas: Delta[]): DataFrame<Payload> => ({ kind: 'data', payload: { n: 1 }, deltas });
export const words = (text: string, choice = 0): DataFrame<Payload> => data({ type: 'text', text, choice });
export const preamble = data({ type: 'start', id: 'answer', model: 'model' });
export const terminal: TerminalFrame<Payload> = { kind: 'terminal', payload: undefined, deltas: [] };
export const unknown: UnknownFrame = { kind: 'unknown', payload: { type: 'new_thing' } };
export const errorFrame = (error: ApiError): ErrorFrame => ({ kind: 'error', payload: error.raw, error });
export const restart = (attempt: number, error: ApiError): RestartFrame => ({ kind: 'restart', attempt, error });

export const apiError = (init: Partial<ApiErrorInit> = {}): ApiError =>
  new ApiError({ type: 'overloaded_error', origin: 'stream', message: 'Overloaded', ...init });
