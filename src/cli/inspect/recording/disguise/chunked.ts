import type { Unwrapped } from './stream-text.js';

const MOST_HEAD_BYTES = 16_384;

/** A response as it was on the wire (`curl -i --raw`, a packet capture): its chunks are joined, and their sizes go. */
export function unwrapChunks(bytes: Uint8Array): Unwrapped | undefined {
  const beginning = Buffer.from(bytes.subarray(0, MOST_HEAD_BYTES)).toString('latin1');
  if (!/^(?:HTTP\/1\.1 |[A-Z]+ \S+ HTTP\/1\.1\r?\n)/.test(beginning)) return undefined;
  const text = Buffer.from(bytes).toString('latin1');
  const start = text.startsWith('HTTP/1.1 ') ? 0 : text.indexOf('\nHTTP/1.1 ') + 1;
  const end = start === -1 ? -1 : text.indexOf('\r\n\r\n', start);
  const head = end === -1 ? '' : text.slice(start, end);
  if (!/^transfer-encoding:[^\r\n]*chunked/im.test(head)) return undefined;
  const pieces: string[] = [];
  for (let at = end + 4; at < text.length; ) {
    const [line, size] = /^([\da-f]{1,8})(?:;[^\r\n]{0,200})?\r\n/i.exec(text.slice(at, at + 220)) ?? [];
    // Most tools have joined the chunks already.
    if (line === undefined || size === undefined) return pieces.length === 0 ? undefined : done(head, pieces);
    const length = Number.parseInt(size, 16);
    if (length === 0) break;
    pieces.push(text.slice(at + line.length, at + line.length + length));
    at += line.length + length + 2;
  }
  return done(head, pieces);
}

function done(head: string, pieces: readonly string[]): Unwrapped {
  const lines = head.split('\r\n').filter((line) => !/^transfer-encoding:/i.test(line));
  return { text: Buffer.from(`${lines.join('\r\n')}\r\n\r\n${pieces.join('')}`, 'latin1').toString(), foundIn: 'the bytes of the connection, in chunks' };
}
