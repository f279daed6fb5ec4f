import fc from 'fast-check';

import { repeatedJsonProperty } from './repeated-json.js';

describe('JSON texts that are nearly the same', () => {
  it('are read as JSON.parse reads them', () => {
    expect(() => { fc.assert(repeatedJsonProperty, { seed: 1, numRuns: 3_000 }); }).not.toThrow();
  });
});
