import { upstreamSettings } from '../../src/upstream/upstream-options.js';

describe('upstreamSettings', () => {
  it('fills in the defaults, also of a part that is given in part', () => {
    expect(upstreamSettings({ breaker: { openMs: 10, failuresInRow: undefined } })).toEqual({
      retryBudget: { ratio: 0.1, reserve: 10 }, breaker: { failuresInRow: 20, openMs: 10 }, coolDown: { maxHoldMs: 60_000 }, maxConcurrent: Infinity, maxQueued: 1_000, store: undefined,
    });
  });

  it('leaves out what is turned off', () => {
    expect(upstreamSettings({ retryBudget: false, breaker: false, coolDown: false })).toMatchObject({ retryBudget: undefined, breaker: undefined, coolDown: undefined });
  });

  it.each([
    [{ retryBudget: { ratio: -1 } }, 'retryBudget.ratio must be at least 0, not -1.'],
    [{ breaker: { failuresInRow: 0 } }, 'breaker.failuresInRow must be at least 1, not 0.'],
    [{ coolDown: { maxHoldMs: Number.NaN } }, 'coolDown.maxHoldMs must be at least 0, not NaN.'],
    [{ maxConcurrent: 0 }, 'maxConcurrent must be at least 1, not 0.'],
    [{ maxQueued: -1 }, 'maxQueued must be at least 0, not -1.'],
  ])('refuses %j', (options, message) => {
    expect(() => upstreamSettings(options)).toThrow(new RangeError(message));
  });
});
