import { maskSecrets } from './mask-secrets.js';
import type { Line, Recording } from './recording.js';
import { splitLines } from './split-lines.js';

const TIME = /^@(\d{1,12}(?:\.\d{1,6})?)$/;

/** Whether a recording has times in it: its first line is one. No event stream and no HTTP response begins so. */
export function isTimed(lines: readonly Line[]): boolean {
  return TIME.test(lines[0]?.text ?? '');
}

interface TimedLines {
  readonly lines: readonly Line[];
  /** When the stream ended. */
  readonly endedAtMs: number;
}

/**
 * A recording with times: a line `@<ms>` says when the lines after it had come, in milliseconds, or the end, if none come
 * after it. Without these lines it is the stream as it was.
 */
export function readTimedLines(lines: readonly Line[]): TimedLines {
  let atMs = 0;
  const dated: Line[] = [];
  for (const line of lines) {
    const [, time] = TIME.exec(line.text) ?? [];
    if (time === undefined) dated.push({ ...line, atMs });
    else atMs = Number(time);
  }
  return { lines: dated, endedAtMs: atMs };
}

/**
 * The same the other way: the bytes of a recording that has its times in it, and its secrets covered. A stream that was cut
 * inside a line leaves no room for the time of its end.
 */
export function writeTimedLines(recording: Recording): Uint8Array {
  const { bytes, interruptedAtMs, endedAtMs = interruptedAtMs } = recording;
  const lines = splitLines(recording);
  const masked = maskSecrets(lines);
  const pieces: Uint8Array[] = [];
  let last: string | undefined;

  function writeTime(atMs = 0): void {
    const time = `@${String(Math.round(atMs * 10) / 10)}\n`;
    if (time !== last) pieces.push(Buffer.from(time));
    last = time;
  }

  for (const [index, line] of lines.entries()) {
    writeTime(line.atMs);
    const lineEnd = bytes.subarray(line.atByte + line.bytes.length, lines[index + 1]?.atByte ?? bytes.length);
    pieces.push(masked[index]?.bytes ?? line.bytes, lineEnd);
  }
  if (endedAtMs !== undefined && lines.at(-1)?.isEnded === true) writeTime(endedAtMs);
  return Buffer.concat(pieces);
}
