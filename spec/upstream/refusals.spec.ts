import { isRefusal } from '../../src/errors/words/own-words.js';
import { circuitOpen, coolingDown, queueFull } from '../../src/upstream/refusals.js';

describe('the refusals of an upstream', () => {
  it('are retryable later, and say when where that is known', () => {
    expect(circuitOpen(1_200.4)).toMatchObject({ type: 'circuit_open', retryAfterMs: 1_201, retryable: true });
    expect(coolingDown(90_000)).toMatchObject({ type: 'cooling_down', retryAfterMs: 90_000 });
    expect(queueFull().retryAfterMs).toBeUndefined();
  });

  it('are known as such: nothing was sent', () => {
    for (const { type } of [circuitOpen(1), coolingDown(1), queueFull()]) expect(isRefusal(type)).toBe(true);
  });
});
