import type { StreamEvent } from '../../inspect/events/stream-event.js';
import type { Inspection } from '../../inspect/verdict/inspection.js';
import { timeSpan } from '../../terminal/wording.js';

/** What runs from left to right: time where it is known, else the bytes of the stream. */
export interface Axis {
  readonly unit: 'time' | 'bytes';
  /** From 0 to 1. */
  readonly spanOf: (event: StreamEvent) => readonly [start: number, end: number];
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

export function axisOf({ events, source: { durationMs = 0 } }: Inspection): Axis {
  if (durationMs > 0) {
    const at = (ms: number): number => Math.min(ms / durationMs, 1);
    return {
      unit: 'time',
      spanOf: ({ atMs = 0 }) => [at(atMs), at(atMs)],
      ticks: ticks(durationMs).map((ms) => ({ at: at(ms), label: ms === 0 ? '0' : timeSpan(ms) })),
    };
  }
  const first = events[0]?.block.lines[0]?.atByte ?? 0;
  const length = Math.max(1, ...events.slice(-1).map((event) => endByte(event) - first));
  return {
    unit: 'bytes',
    spanOf: (event) => [((event.block.lines[0]?.atByte ?? first) - first) / length, (endByte(event) - first) / length],
    ticks: ticks(length).map((bytes) => ({ at: bytes / length, label: bytesText(bytes) })),
  };
}

function endByte({ block }: StreamEvent): number {
  const last = block.lines.at(-1);
  return last === undefined ? 0 : last.atByte + last.bytes.length;
}

/** Round and whole steps, six of them or so. */
function ticks(length: number): readonly number[] {
  const magnitude = 10 ** Math.max(0, Math.floor(Math.log10(length / 5)));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((each) => length / each <= 7) ?? length;
  return Array.from({ length: Math.floor(length / step + 1e-9) + 1 }, (_, index) => index * step);
}

function bytesText(bytes: number): string {
  if (bytes < 1_000) return `${String(Math.round(bytes))} B`;
  return bytes < 1_000_000 ? `${String(Math.round(bytes / 100) / 10)} kB` : `${String(Math.round(bytes / 100_000) / 10)} MB`;
}
