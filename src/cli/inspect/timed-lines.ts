import type { Line } from './line.js';

const TIME = /^@(\d{1,12}(?:\.\d{1,6})?)$/;

/** Whether a recording has times in it: its first line is one. No event stream and no HTTP response begins so. */
export function isTimed(lines: readonly Line[]): boolean {
  return TIME.test(lines[0]?.text ?? '');
}

/**
 * A recording with times: a line `@<ms>` says when the lines after it had come, in milliseconds. Without these
 * lines it is the stream as it was.
 */
export function readTimedLines(lines: readonly Line[]): readonly Line[] {
  let atMs = 0;
  const dated: Line[] = [];
  for (const line of lines) {
    const [, time] = TIME.exec(line.text) ?? [];
    if (time === undefined) dated.push({ ...line, atMs });
    else atMs = Number(time);
  }
  return dated;
}

/** The same the other way: the bytes of a recording that has the times of these lines in it. */
export function writeTimedLines(lines: readonly Line[], bytes: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let last: number | undefined;
  for (const [index, line] of lines.entries()) {
    const atMs = Math.round((line.atMs ?? 0) * 10) / 10;
    if (atMs !== last) pieces.push(Buffer.from(`@${String(atMs)}\n`));
    last = atMs;
    pieces.push(bytes.subarray(line.atByte, lines[index + 1]?.atByte ?? bytes.length));
  }
  return Buffer.concat(pieces);
}
