import type { PayloadObject } from '../../payload-object.js';
import type { PayloadReader, Protocol, Reading } from '../../protocol.js';

/** What a reader says of a payload. Only a user's own protocol throws here, and its mistake must not become an uncaught exception. */
export function readPayload<P>(reader: PayloadReader<P>, payload: PayloadObject): Reading<P> {
  try {
    return reader.read(payload);
  } catch (error) {
    return { kind: 'invalid', reason: `its reader threw ${thrownText(error)}` };
  }
}

/** Whether a protocol takes a payload for a whole answer. One that throws here does not. */
export function isWholeAnswer(protocol: Protocol, payload: PayloadObject): boolean {
  try {
    return protocol.isWholeAnswer?.(payload) === true;
  } catch {
    return false;
  }
}

function thrownText(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return 'what no text can be made of';
  }
}
