import { gunzipSync } from 'node:zlib';

import { inChunks } from '../../../src/testing/index.js';
import { gzipChunks } from '../../../src/testing/reply/gzip-chunks.js';

describe('gzipChunks', () => {
  it('makes one member of any number of chunks, none included', () => {
    for (const text of ['', 'a', 'Grüße '.repeat(20_000)]) {
      const chunks = inChunks(text, 1000);
      const compressed = gzipChunks(chunks, true);
      expect(gunzipSync(Buffer.concat(compressed)).toString()).toBe(text);
    }
  });

  it('leaves the trailer out of a body that is not whole', () => {
    expect(() => gunzipSync(Buffer.concat(gzipChunks([Buffer.from('a')], false)))).toThrow('unexpected end of file');
  });
});
