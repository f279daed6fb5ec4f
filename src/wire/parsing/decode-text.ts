/** Up to here a call costs more than its bytes do, and one that keeps no state costs Node half as much. */
const SMALL_BYTES = 1_024;

/**
 * Text out of a stream of bytes: one streaming UTF-8 decoder, so that a code point cut in two by a chunk boundary is
 * whole again. The byte order mark is left to the SSE parser, which strips exactly one. Strings pass as they are.
 */
export function createTextDecoder(): { decode(chunk: Uint8Array | string): string; end(): string } {
  const streaming = new TextDecoder('utf-8', { ignoreBOM: true });
  const whole = new TextDecoder('utf-8', { ignoreBOM: true });
  // Behind an ASCII byte no code point is open: a small chunk between two of these is a text of its own.
  let isOpen = false;

  return {
    decode(chunk) {
      if (typeof chunk === 'string') return chunk;
      if (chunk.length === 0) return '';
      const wasOpen = isOpen;
      isOpen = (chunk[chunk.length - 1] ?? 0) >= 0x80;
      return wasOpen || isOpen || chunk.length > SMALL_BYTES ? streaming.decode(chunk, { stream: true }) : whole.decode(chunk);
    },
    end: () => streaming.decode(),
  };
}
