import { byteOf } from '../../../src/cli/inspect/events/event-place.js';
import { inspectRecording } from '../../../src/cli/inspect/inspect-recording.js';
import type { Inspection } from '../../../src/cli/inspect/verdict/inspection.js';
import { protocols } from '../../../src/cli/protocols.js';
import type { Protocol } from '../../../src/index.js';

/** What `inspect` finds in a recording. */
export function inspected(content: string | Uint8Array, asked?: Protocol): Promise<Inspection> {
  return inspectRecording({ name: 'spec', bytes: Buffer.from(content), arrivals: [] }, protocols, asked);
}

/** Pieces of an answer in Chat Completions. */
export const HI = 'data: {"choices":[{"index":0,"delta":{"content":"Hi"}}]}\n\n';
export const STOP = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n';
export const DONE = 'data: [DONE]\n\n';
export const WHOLE = HI + STOP + DONE;

export const codes = ({ findings }: Inspection): readonly string[] => findings.map(({ code }) => code);
export const placed = ({ findings: [first] }: Inspection): readonly unknown[] | undefined =>
  first?.place && [first.place.line.number, first.place.column, byteOf(first.place)];
