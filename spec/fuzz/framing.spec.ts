import fc from 'fast-check';

import { framingProperty } from './framing.js';

describe('the framing of bytes that nobody vouches for', () => {
  it('is what the specification says, in every chunking', () => {
    expect(() => { fc.assert(framingProperty, { seed: 1, numRuns: 3_000 }); }).not.toThrow();
  });
});
