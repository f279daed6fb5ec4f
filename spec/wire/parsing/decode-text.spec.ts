import fc from 'fast-check';

import { ChunkDecoder } from '../../../src/wire/parsing/decode-text.js';

/** Text, broken UTF-8 and a byte order mark, cut anywhere; some chunks are empty, and some longer than what counts as small. */
const chunks = fc.array(
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => Buffer.from(text)),
    fc.uint8Array({ maxLength: 12 }),
    fc.constantFrom(Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from([0xe4, 0xb8]), Buffer.from([0x96]), Buffer.from('a'.repeat(2_000))),
  ),
  { maxLength: 12 },
);

describe('the text decoder', () => {
  it('reads the same text as one streaming decoder, wherever the bytes are cut', () => {
    fc.assert(
      fc.property(chunks, (parts) => {
        const decoder = new ChunkDecoder();
        const read = parts.map((part) => decoder.decode(part)).join('') + decoder.end();
        expect(read).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(parts)));
      }),
      { numRuns: 2_000 },
    );
  });

  it('passes strings as they are', () => {
    expect(new ChunkDecoder().decode('\uFEFFdata: ü\n')).toBe('\uFEFFdata: ü\n');
  });
});
