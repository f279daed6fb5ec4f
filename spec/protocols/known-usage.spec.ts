import { knownUsage } from '../../src/protocols/known-usage.js';

describe('known usage', () => {
  it('leaves out what the wire did not give, and keeps zeros', () => {
    const usage = knownUsage({ inputTokens: 0, outputTokens: null, reasoningTokens: undefined, cachedReadTokens: 3 });
    expect(usage).toStrictEqual({ inputTokens: 0, cachedReadTokens: 3 });
  });

  it('is none where the wire gave no count', () => {
    expect(knownUsage({ inputTokens: null })).toBeUndefined();
  });
});
