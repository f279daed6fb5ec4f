import type { PayloadObject } from './protocol.js';

/** Whether a value off the wire has fields. */
export function isObject(value: unknown): value is PayloadObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
