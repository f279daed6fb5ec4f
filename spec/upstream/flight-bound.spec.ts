import { FlightBound } from '../../src/upstream/flight-bound.js';

describe('FlightBound', () => {
  let now = 0;
  beforeEach(() => { now = 5_000; });

  function openAfter(served: number): FlightBound {
    const bound = new FlightBound(() => now);
    for (let answer = 0; answer < served; answer += 1) bound.addAnswer();
    return bound;
  }

  it('is none before the first refusal', () => {
    expect(openAfter(3).waitMs(100_000)).toBe(0);
  });

  it.each([[0, 1], [20, 1], [100, 5], [1_000, 50]])('lets few of what was served be under way: of %d, %d', (served, most) => {
    const bound = openAfter(served);
    bound.tighten(500);
    expect(bound.waitMs(most - 1)).toBe(0);
    expect(bound.waitMs(most)).toBe(1_500);
  });

  it('doubles while nothing is refused, and is gone in the end', () => {
    const bound = openAfter(0);
    bound.tighten(500);
    now += 1_500;
    expect([bound.waitMs(1), bound.waitMs(2)]).toEqual([0, 1_000]);
    now += 1_000;
    expect([bound.waitMs(3), bound.waitMs(4)]).toEqual([0, 1_000]);
    now += 20_000;
    expect(bound.waitMs(100_000)).toBe(0);
  });

  it('counts anew what is served after a refusal', () => {
    const bound = openAfter(1_000);
    bound.tighten(500);
    for (let answer = 0; answer < 40; answer += 1) bound.addAnswer();
    bound.tighten(500);
    expect([bound.waitMs(1), bound.waitMs(2)]).toEqual([0, 1_500]);
  });

  it('lets another one through five seconds behind a hold of minutes, though the one under way hangs', () => {
    const bound = openAfter(0);
    bound.tighten(60_000);
    expect(bound.waitMs(1)).toBe(65_000);
  });
});
