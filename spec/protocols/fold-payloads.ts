import type { PayloadObject } from '../../src/payload-object.js';
import type { AccumulatingProtocol } from '../../src/protocol.js';
import { deepFreeze } from '../support/deep-freeze.js';

/**
 * Reads payloads as they come off the wire and folds them, each snapshot frozen before the next payload is added: whoever
 * changes one that has been handed out throws.
 *
 * @returns the snapshot after each payload.
 */
export function foldPayloads<P extends object, A>(protocol: AccumulatingProtocol<P, A>, payloads: readonly object[]): readonly (A | undefined)[] {
  const reader = protocol.openReader();
  const accumulator = protocol.openAccumulator();
  return payloads.map((payload) => {
    const reading = reader.read(payload as PayloadObject);
    switch (reading.kind) {
      case 'unknown':
        return deepFreeze(accumulator.addUnknown?.(reading.payload));
      case 'data':
      case 'terminal':
        return reading.payload === undefined ? undefined : deepFreeze(accumulator.add(reading.payload));
      case 'error':
      case 'invalid':
        throw new Error(`${JSON.stringify(payload)} was read as ${reading.kind}`);
    }
  });
}
