import type { WireEvent } from '../../writing.js';

/** An event of the Messages protocol: its type stands on the `event:` line and in the data. */
export function writeEvent(type: string, fields: object = {}): WireEvent {
  return { event: type, data: JSON.stringify({ type, ...fields }) };
}
