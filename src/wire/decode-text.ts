/**
 * Text out of a stream of bytes: one streaming UTF-8 decoder, so that a code point cut in two by a chunk boundary is
 * whole again. The byte order mark is left to the SSE parser, which strips exactly one. Strings pass as they are.
 */
export function createTextDecoder(): { decode(chunk: Uint8Array | string): string; end(): string } {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return {
    decode: (chunk) => (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })),
    end: () => decoder.decode(),
  };
}
