import { FirstBurst } from '../../src/upstream/first-burst.js';
import { seededRandom } from '../support/seeded-random.js';
import { askAgain } from './support/limited-clients.js';

describe('FirstBurst', () => {
  let now = 0;
  beforeEach(() => { now = 1_000_000; });
  const open = (): FirstBurst => new FirstBurst(() => now);

  /** Sends so many, one by one, as soon as each may go; tells how long each waited. */
  const send = (burst: FirstBurst, count: number): number[] => {
    const from = now;
    return Array.from({ length: count }, () => {
      now += burst.waitMs;
      burst.send();
      return now - from;
    });
  };

  it('keeps nobody of twenty waiting, nor the one behind them once one was heard of', () => {
    const burst = open();
    expect(send(burst, 20)).toEqual(Array.from({ length: 20 }, () => 0));
    expect(burst.waitMs).toBe(5);
    burst.hear();
    expect(burst.waitMs).toBe(0);
  });

  it('keeps nobody waiting where they come one after the other, however many', () => {
    const burst = open();
    for (let turn = 0; turn < 1_000; turn += 1) {
      burst.send();
      burst.hear();
      expect(burst.waitMs).toBe(0);
    }
  });

  it('lets one more go each time that it was quiet for a while; from then on so many may be unheard', () => {
    const burst = open();
    expect(send(burst, 23).slice(-4)).toEqual([0, 5, 10, 15]);
    now += 3;
    burst.hear();
    expect(burst.waitMs).toBe(0);
    burst.send();
    expect(burst.waitMs).toBe(5);
  });

  it('waits for less than a second, all in all, where nothing is ever heard; then it keeps nobody waiting any more', () => {
    const burst = open();
    const waits = send(burst, 10_000);
    expect(waits[199]).toBe(900);
    expect(waits.at(-1)).toBe(900);
  });
});

describe('the first burst of 200 clients at 100 in a second', () => {
  const random = seededRandom(11);

  it.each(['a window that begins with its first request', 'a window that slides', 'a bucket that fills up'] as const)('%s: few are refused, from the first on', (limiter) => {
    for (const told of ['in milliseconds', 'in whole seconds', 'nowhere'] as const) {
      for (const answerMs of [5, 100, 1_000]) {
        const { refused, served } = askAgain(limiter, told, {
          limit: 100,
          windowMs: 1_000,
          forMs: 12_000,
          answerMs: () => random() * answerMs,
          refusalMs: () => random() * Math.min(answerMs, 20),
          isSpread: true,
        });
        expect(refused / served).toBeLessThanOrEqual(0.05);
      }
    }
  });
});
