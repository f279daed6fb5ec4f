import { jest } from '@jest/globals';

import { backoffDelay, type Jitter, waitBefore } from '../../../src/operators/retry/backoff-delay.js';

const base = { initialDelayMs: 500, maxDelayMs: 8_000, factor: 2, jitter: 'none' as Jitter };
const delays = (options: Partial<typeof base>, retries = [1, 2, 3, 4, 5, 6]) =>
  retries.map((retry) => backoffDelay(retry, { ...base, ...options }));

describe('backoffDelay', () => {
  afterEach(() => jest.restoreAllMocks());

  it('grows by the factor up to the cap', () => {
    expect(delays({})).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000]);
    expect(delays({ factor: 1 })).toEqual([500, 500, 500, 500, 500, 500]);
    expect(delays({ initialDelayMs: 9_000 }, [1])).toEqual([8_000]);
  });

  it('spreads over the whole delay with full jitter, over its upper half with equal jitter', () => {
    const chance = jest.spyOn(Math, 'random');
    chance.mockReturnValue(0);
    expect(delays({ jitter: 'full' }, [2])).toEqual([0]);
    expect(delays({ jitter: 'equal' }, [2])).toEqual([500]);
    chance.mockReturnValue(0.5);
    expect(delays({ jitter: 'full' }, [2])).toEqual([500]);
    expect(delays({ jitter: 'equal' }, [2])).toEqual([750]);
  });

  it('gives the capped delay to a jitter of your own', () => {
    expect(delays({ jitter: (delayMs) => delayMs + 1 }, [1, 9])).toEqual([501, 8_001]);
  });

  it('never exceeds what a timer keeps', () => {
    expect(delays({ maxDelayMs: Infinity }, [5_000])).toEqual([2 ** 31 - 1]);
    expect(delays({ jitter: () => Infinity }, [1])).toEqual([2 ** 31 - 1]);
  });

  it('waits not at all where there is nothing to grow', () => {
    expect(delays({ initialDelayMs: 0 }, [1, 5_000])).toEqual([0, 0]);
  });

  it.each([Number.NaN, -1])('refuses a jitter that returns %p', (result) => {
    expect(() => delays({ jitter: () => result })).toThrow(
      new RangeError(`jitter must return a number of at least 0, not ${String(result)}.`),
    );
  });
});

describe('waitBefore', () => {
  it('brings those that were told the same wait back one after the other, and none too early', () => {
    const waits = Array.from({ length: 50 }, () => waitBefore(1, 2_000, { ...base, jitter: 'full' })).sort((a, b) => a - b);
    const [first = 0, last = 0] = [waits[0], waits.at(-1)];
    expect(first).toBeGreaterThanOrEqual(2_000);
    expect(last).toBeLessThan(2_500);
    expect(last - first).toBeGreaterThan(250);
  });

  it.each([
    ['the wait, and the jitter on top', 2_000, (delayMs: number) => delayMs / 5, 2_100],
    ['the longer of the two, without jitter', 2_000, 'none', 2_000],
    ['the longer of the two, without jitter', 100, 'none', 500],
    ['the backoff, where nothing was asked for', 0, 'none', 500],
    ['what a timer keeps, at most', 1e12, 'full', 2 ** 31 - 1],
  ] as const)('is %s', (_, leastMs, jitter, waitMs) => {
    expect(waitBefore(1, leastMs, { ...base, jitter })).toBe(waitMs);
  });
});
