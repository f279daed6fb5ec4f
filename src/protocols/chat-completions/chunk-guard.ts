import { isObject } from '../../is-object.js';
import { isAbsentOrWireIndex } from '../wire-index.js';

/** By hand, `chunkSchema`: every chunk is checked for it. */
export function matchesChunk(payload: unknown): boolean {
  if (!isObject(payload)) return false;
  const { choices } = payload;
  return choices === undefined || choices === null || (Array.isArray(choices) && choices.every(isChoice));
}

function isChoice(choice: unknown): boolean {
  if (!isObject(choice)) return false;
  const { index, finish_reason: reason } = choice;
  return isAbsentOrWireIndex(index) && (reason === undefined || reason === null || typeof reason === 'string');
}
