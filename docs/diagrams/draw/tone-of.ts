import { commits, type Frame, type RestartFrame } from '../../../src/frame.js';
import type { Tone } from './style-sheet.js';

/** The colour of a value: by its kind if it is a frame. */
export function toneOf(value: unknown): Tone {
  if (!isFrame(value)) return 'value';
  if (value.kind !== 'data') return value.kind;
  return commits(value) ? 'output' : 'quiet';
}

function isFrame(value: unknown): value is Frame<unknown> | RestartFrame {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  return ['data', 'terminal', 'error', 'unknown', 'restart'].includes(value.kind as string);
}
