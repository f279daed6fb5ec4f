import type { Delta } from '../../../src/answer/delta.js';
import type { PayloadObject } from '../../../src/payload-object.js';
import type { Reading } from '../../../src/protocol.js';
import { responses } from '../../../src/protocols/responses/protocol.js';

/** Reads the payloads of one stream, in order. */
export function readAll(...payloads: readonly PayloadObject[]): readonly Reading<object>[] {
  const reader = responses.openReader();
  return payloads.map((payload) => reader.read(payload));
}

/** What the payloads of one stream add, one after the other; a payload that is no frame adds the name of what it is. */
export function deltasOf(...payloads: readonly PayloadObject[]): readonly (Delta | string)[] {
  return readAll(...payloads).flatMap<Delta | string>((reading) => ('deltas' in reading ? reading.deltas : [reading.kind]));
}
