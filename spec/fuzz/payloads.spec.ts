import fc from 'fast-check';

import { payloadProperty } from './payloads.js';

describe('a stream in which a few things are wrong', () => {
  it('becomes frames and then completion or one ApiError, the same in every chunking, and changes nobody\'s prototype', () => {
    expect(() => { fc.assert(payloadProperty, { seed: 1, numRuns: 2_000 }); }).not.toThrow();
  });
});
