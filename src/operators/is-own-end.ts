import type { FinishReason } from '../delta.js';

/** Whether a model ends its answer with this by itself; at any other reason it was stopped, or stopped short. */
export function isOwnEnd(reason: FinishReason): boolean {
  return reason === 'stop' || reason === 'tool-calls';
}
