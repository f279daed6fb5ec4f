import fc from 'fast-check';

/** Sizes of chunks, used over and over until the bytes are out; empty chunks are among them. */
export const chunkSizes = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.nat(12) }, fc.nat(300)), { maxLength: 6 })
  .map((sizes) => [...sizes, 1]);

/** Cuts bytes into chunks of these sizes. */
export function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

/** The same with larger chunks where there are many bytes, so that no input takes long. */
export function cutAny(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  return cut(bytes, bytes.length > 5_000 ? sizes.map((size) => size * 50 + 1) : sizes);
}
