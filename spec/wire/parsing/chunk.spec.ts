import { runInNewContext } from 'node:vm';

import { asChunk, notBytes } from '../../../src/wire/parsing/chunk.js';

describe('asChunk', () => {
  it('passes bytes and text as they are', () => {
    const bytes = Uint8Array.of(1);
    expect(asChunk(bytes)).toBe(bytes);
    expect(asChunk('text')).toBe('text');
  });

  it.each<[string, unknown]>([
    ['another view', new DataView(Uint8Array.of(0, 1, 2, 3).buffer, 1, 2)],
    ['a buffer', Uint8Array.of(1, 2).buffer],
    ['bytes of another realm', runInNewContext('Uint8Array.of(1, 2)')],
    ['a buffer of another realm', runInNewContext('Uint8Array.of(1, 2).buffer')],
  ])('reads %s', (_, chunk) => {
    expect(Array.from(asChunk(chunk) as Uint8Array)).toEqual([1, 2]);
  });

  it.each([undefined, null, 5, {}, [1, 2]])('does not take %p', (value) => {
    expect(asChunk(value)).toBeUndefined();
  });
});

describe('notBytes', () => {
  it('names what came, whatever that is', () => {
    expect(notBytes({}).message).toBe('Chunks must be Uint8Array or string, got Object.');
    const hostile = new Proxy({}, { get: () => { throw new Error('no'); } });
    expect(notBytes(hostile).message).toBe('Chunks must be Uint8Array or string, got object.');
  });
});
