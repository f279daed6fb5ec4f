import { outage, simulateStorm, ways } from '../../docs/diagrams/storm/simulate-storm.js';

const CLIENTS = 40;
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

describe('the storm that docs/resilience.md shows', () => {
  const storms = Object.entries(ways).map(([name, share]) => [name, simulateStorm(share, CLIENTS)] as const);
  const during = (name: string): number => sum((storms.find(([each]) => each === name)?.[1].requests ?? []).slice(outage.from, outage.to));

  it('sends one and a half times as much without a budget, and next to nothing with an Upstream', () => {
    expect(during('nothing shared')).toBeGreaterThan(1.4 * during('a retry budget'));
    expect(during('an Upstream')).toBeLessThan(20 + CLIENTS + (outage.to - outage.from) / 5 + 2);
  });

  it.each(storms)('is over some seconds after the outage: %s', (_, { answered }) => {
    const before = sum(answered.slice(4, outage.from)) / (outage.from - 4);
    const after = sum(answered.slice(outage.to + 8, outage.to + 18)) / 10;
    expect(after).toBeGreaterThan(before * 0.85);
  });

  it('comes back without a peak where an Upstream is shared', () => {
    const requests = storms.find(([name]) => name === 'an Upstream')?.[1].requests ?? [];
    const before = sum(requests.slice(4, outage.from)) / (outage.from - 4);
    expect(Math.max(...requests.slice(outage.to))).toBeLessThanOrEqual(before * 1.35 + 3 * Math.sqrt(before));
  });
});
