import { RetryBudget } from '../../src/upstream/retry-budget.js';

function takeAll(budget: RetryBudget): number {
  let taken = 0;
  while (budget.takeRetry()) taken += 1;
  return taken;
}

describe('RetryBudget', () => {
  let nowMs = 0;
  const now = (): number => nowMs;

  beforeEach(() => { nowMs = 5_000; });

  it('gives the reserve at once, and then what calls have paid in', () => {
    const budget = new RetryBudget({ ratio: 0.1, reserve: 10 }, now);
    expect(takeAll(budget)).toBe(10);
    for (let call = 0; call < 9; call += 1) budget.addCall();
    expect(budget.takeRetry()).toBe(false);
    budget.addCall();
    expect(takeAll(budget)).toBe(1);
  });

  it.each([0.1, 0.25, 1 / 3, 1])('never gives more than the ratio %d of the calls, and the reserve', (ratio) => {
    const budget = new RetryBudget({ ratio, reserve: 7 }, now);
    let taken = 0;
    let mostOver = -Infinity;
    for (let call = 1; call <= 10_000; call += 1) {
      budget.addCall();
      taken += takeAll(budget);
      mostOver = Math.max(mostOver, taken - call * ratio - 7);
    }
    expect(mostOver).toBeLessThan(0.01);
    expect(taken).toBeGreaterThan(10_000 * ratio - 1);
  });

  it('saves up the reserve, and what the calls of the last moment have paid in', () => {
    const budget = new RetryBudget({ ratio: 0.5, reserve: 3 }, now);
    const callAll = (): void => { for (let call = 0; call < 100; call += 1) budget.addCall(); };
    callAll();
    expect(budget.left).toBe(3 + 50);
    nowMs += 5_000;
    callAll();
    expect(budget.left).toBe(3 + 100);
    nowMs += 5_000;
    expect(budget.left).toBe(3 + 50);
    nowMs += 5_000;
    expect(takeAll(budget)).toBe(3);
  });

  it('forgets all of it over a quiet time', () => {
    const budget = new RetryBudget({ ratio: 1, reserve: 0 }, now);
    for (let call = 0; call < 100; call += 1) budget.addCall();
    nowMs += 60_000;
    expect(takeAll(budget)).toBe(1);
  });

  it('works without a reserve', () => {
    const budget = new RetryBudget({ ratio: 0.5, reserve: 0 }, now);
    expect(budget.takeRetry()).toBe(false);
    budget.addCall();
    budget.addCall();
    expect(takeAll(budget)).toBe(1);
  });

  it('gives none with nothing at all, and counts what it refuses', () => {
    const budget = new RetryBudget({ ratio: 0, reserve: 0 }, now);
    budget.addCall();
    expect(budget.takeRetry()).toBe(false);
    expect(budget.takeRetry()).toBe(false);
    expect(budget.refused).toBe(2);
    expect(budget.left).toBe(0);
  });
});
