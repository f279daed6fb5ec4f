import type { PayloadObject, Protocol } from '../../../index.js';

const SAMPLE = { type: 'sample', message: 'sample' };

/** How much a payload looks like an error that a server of this protocol writes: from 0 to 1, by the names at its top. */
export function errorLikeness(protocol: Protocol, payload: PayloadObject): number {
  const written = protocol.writeError(SAMPLE).map(({ data }) => JSON.parse(data) as PayloadObject);
  return Math.max(...[...written, protocol.errorBody(SAMPLE)].map((sample) => likeness(Object.keys(sample), Object.keys(payload))));
}

function likeness(one: readonly string[], other: readonly string[]): number {
  const shared = one.filter((name) => other.includes(name)).length;
  return shared / (one.length + other.length - shared);
}
