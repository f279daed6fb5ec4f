import type { Arrival, Line, Recording } from './recording.js';

const LF = 10;
const CR = 13;

/** The lines of a recording: they end with LF, CRLF or CR, as in the specification of server-sent events. */
export function splitLines({ bytes, arrivals }: Pick<Recording, 'bytes' | 'arrivals'>): readonly Line[] {
  const decoder = new TextDecoder();
  const timeAt = clock(arrivals);
  const lines: Line[] = [];
  let start = 0;

  function cut(end: number, next: number): void {
    const line = bytes.subarray(start, end);
    lines.push({
      number: lines.length + 1,
      atByte: start,
      bytes: line,
      // Strips the byte order mark, which may stand at the very beginning only.
      text: decoder.decode(line),
      isEnded: next > end,
      atMs: timeAt(Math.max(next, 1)),
    });
    start = next;
  }

  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === LF) cut(at, at + 1);
    else if (byte === CR) {
      const next = bytes[at + 1] === LF ? at + 2 : at + 1;
      cut(at, next);
      at = next - 1;
    }
  }
  if (start < bytes.length) cut(bytes.length, bytes.length);
  return lines;
}

/** When the bytes before an offset had come; asked in rising order. */
function clock(arrivals: readonly Arrival[]): (endByte: number) => number | undefined {
  let index = 0;
  return (endByte) => {
    while (index < arrivals.length - 1 && (arrivals[index]?.endByte ?? 0) < endByte) index += 1;
    return arrivals[index]?.atMs;
  };
}
