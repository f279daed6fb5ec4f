/**
 * Cuts a body into chunks, as a network may.
 *
 * @returns the bytes in order, every chunk of `chunkBytes` but the last; text is encoded as UTF-8 first, so a small size
 * splits code points, which is the point of it. Nothing gives no chunk.
 * @throws TypeError if there is no body.
 * @throws RangeError if `chunkBytes` is not a whole number above 0.
 * @example
 * from(inChunks(writeAnswer(messages, { text: 'Grüße' }), 1)).pipe(parseFrames(messages))
 */
export function inChunks(body: string | Uint8Array, chunkBytes: number): Uint8Array[] {
  if (typeof body !== 'string' && !ArrayBuffer.isView(body)) throw new TypeError('inChunks takes a text or a Uint8Array, and how long a chunk is: write inChunks(body, 7).');
  if (!Number.isInteger(chunkBytes) || chunkBytes < 1) throw new RangeError('chunkBytes must be a whole number above 0.');
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) chunks.push(bytes.subarray(at, at + chunkBytes));
  return chunks;
}
