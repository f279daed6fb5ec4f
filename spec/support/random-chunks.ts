/** Cuts bytes into chunks of 0 to `maxBytes`, at places that `random` chooses. */
export function randomChunks(bytes: Uint8Array, maxBytes: number, random: () => number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = Math.floor(random() * (maxBytes + 1));
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}
