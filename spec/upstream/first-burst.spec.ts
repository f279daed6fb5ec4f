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

  it('lets one more go in each step in which somebody waits; from then on so many may be unheard', () => {
    const burst = open();
    expect(send(burst, 23).slice(-4)).toEqual([0, 5, 10, 15]);
    now += 3;
    expect(burst.waitMs).toBe(5);
    now += 3;
    burst.hear();
    expect(burst.waitMs).toBe(0);
    burst.send();
    expect(burst.waitMs).toBe(2);
  });

  it('waits for less than a second, all in all, where nothing is ever heard; then it keeps nobody waiting any more', () => {
    const burst = open();
    const waits = send(burst, 10_000);
    expect(waits[199]).toBe(900);
    expect(waits.at(-1)).toBe(900);
  });

  it('waits no longer where answers go on coming', () => {
    const burst = open();
    const heardAt: number[] = [];
    const from = now;
    // Each is heard 100 ms after it was sent, and somebody waits all the time.
    for (; burst.waitMs > 0 || now - from < 5_000; now += 1) {
      while (heardAt[0] !== undefined && heardAt[0] <= now) { heardAt.shift(); burst.hear(); }
      for (let most = 300; burst.waitMs === 0 && most > 0; most -= 1) { burst.send(); heardAt.push(now + 100); }
      if (heardAt.length > 250) break;
    }
    expect(now - from).toBeLessThanOrEqual(900);
  });

  it('keeps nobody waiting for a clock that was set back', () => {
    const burst = open();
    send(burst, 20);
    expect(burst.waitMs).toBe(5);
    now -= 3_600_000;
    expect(burst.waitMs).toBe(5);
    now += 5;
    expect(burst.waitMs).toBe(0);
  });

  it('ends where it is told to', () => {
    const burst = open();
    burst.end();
    expect(send(burst, 1_000).at(-1)).toBe(0);
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
