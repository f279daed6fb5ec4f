import { inspectRecording } from '../../../src/cli/inspect/inspect-recording.js';
import type { Inspection } from '../../../src/cli/inspect/verdict/inspection.js';
import { protocols } from '../../../src/cli/protocols.js';
import type { Protocol } from '../../../src/index.js';

/** What `inspect` finds in a recording. */
export function inspected(content: string | Uint8Array, asked?: Protocol): Promise<Inspection> {
  return inspectRecording({ name: 'spec', bytes: Buffer.from(content), arrivals: [] }, protocols, asked);
}
