import fc from 'fast-check';

import { transportProperty } from './transport.js';

describe('requests to servers that nobody vouches for', () => {
  it('end once, in bounded attempts, with what the bytes say, and let go of every socket and timer', async () => {
    await expect(fc.assert(transportProperty, { seed: 1, numRuns: 400 })).resolves.toBeUndefined();
  }, 60_000);
});
