import { inChunks } from '../../src/testing/index.js';

describe('inChunks', () => {
  it('cuts text into bytes, through the middle of code points', () => {
    expect(inChunks('aü', 2)).toEqual([Uint8Array.of(0x61, 0xc3), Uint8Array.of(0xbc)]);
  });

  it('keeps every byte at every size', () => {
    const bytes = new TextEncoder().encode('data: Grüße 👋\n\n');
    for (let chunkBytes = 1; chunkBytes < 30; chunkBytes++) {
      expect(Buffer.concat(inChunks(bytes, chunkBytes)).equals(bytes)).toBe(true);
    }
  });

  it('gives no chunk of nothing', () => {
    expect(inChunks('', 3)).toEqual([]);
  });

  it.each([0, -1, 1.5, NaN])('refuses a size of %p', (chunkBytes) => {
    expect(() => inChunks('a', chunkBytes)).toThrow(new RangeError('chunkBytes must be a whole number above 0.'));
  });

  it.each([undefined, null, 3, Promise.resolve('a')])('refuses a body that is %p', (body) => {
    expect(() => inChunks(body as never, 3)).toThrow(new TypeError('inChunks takes a text or a Uint8Array, and how long a chunk is: write inChunks(body, 7).'));
  });
});
