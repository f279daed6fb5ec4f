/** Up to this size a stateless decoder costs less, whatever the text is. Of ASCII it costs a fifth at any size; of longer other text twice as much. */
const SMALL_BYTES = 1_024;

/**
 * Makes text of a stream of bytes. A code point that a chunk boundary cuts in two comes out whole. Strings pass as they are, and a
 * byte order mark stays: the SSE parser takes it off.
 */
export class ChunkDecoder {
  /** Made for the first chunk that cannot be decoded alone. */
  #streaming: TextDecoder | undefined;
  /** Whether the last byte may belong to a code point that goes on in the next chunk. */
  #isOpen = false;
  /** Whether the chunk before was ASCII alone: then this one is most likely, too. */
  #isAscii = true;

  decode(chunk: Uint8Array | string): string {
    if (typeof chunk === 'string') return chunk;
    if (chunk.length === 0) return '';
    const wasOpen = this.#isOpen;
    this.#isOpen = (chunk[chunk.length - 1] ?? 0) >= 0x80;
    // A chunk between two ASCII bytes can be decoded alone.
    const isAlone = !wasOpen && !this.#isOpen && (this.#isAscii || chunk.length <= SMALL_BYTES);
    const text = isAlone ? (stateless ??= openDecoder()).decode(chunk) : (this.#streaming ??= openDecoder()).decode(chunk, { stream: true });
    this.#isAscii = text.length === chunk.length;
    return text;
  }

  /** What is left of a code point that the end of the stream has cut: one replacement character, or nothing. */
  end(): string {
    return this.#streaming?.decode() ?? '';
  }
}

/** One for all streams, since it remembers nothing. Made for the first bytes: where text is all that comes, the platform may have no decoder at all. */
let stateless: TextDecoder | undefined;

function openDecoder(): TextDecoder {
  return new TextDecoder('utf-8', { ignoreBOM: true });
}
