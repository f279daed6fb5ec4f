import fc from 'fast-check';

import { outputProperty } from './outputs.js';

describe('an answer that holds JSON, or should', () => {
  const { stackTraceLimit } = Error;
  beforeAll(() => { Error.stackTraceLimit = 0; }); // stacks cost more than the rest of an input
  afterAll(() => { Error.stackTraceLimit = stackTraceLimit; });

  it('becomes one object and calls that come once, or one ApiError, the same in every chunking', () => {
    expect(() => { fc.assert(outputProperty, { seed: 1, numRuns: 600 }); }).not.toThrow();
  });
});
