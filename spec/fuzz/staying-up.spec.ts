import fc from 'fast-check';

import { stayingUpProperty } from './staying-up.js';

describe('calls that something happens to, with fallback, upstream, limits and resume at random', () => {
  it('say a whole text or a typed error, nothing twice, and leave nothing behind', async () => {
    await expect(fc.assert(stayingUpProperty, { seed: 1, numRuns: 600 })).resolves.toBeUndefined();
  }, 60_000);
});
