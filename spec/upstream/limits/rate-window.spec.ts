import type { RateLimit } from '../../../src/response-info.js';
import { RateWindow } from '../../../src/upstream/limits/rate-window.js';

describe('RateWindow', () => {
  let now = 0;
  let unanswered = 0;
  let window: RateWindow;

  beforeEach(() => {
    [now, unanswered] = [1_000, 0];
    window = new RateWindow(() => now, () => unanswered);
  });

  /** A response, which was on its way for no time, alone, unless something else is said. */
  const tell = (limit: RateLimit, { onWayMs = 0, others = 0, maybeAfter = others }: { onWayMs?: number; others?: number; maybeAfter?: number } = {}): void => {
    window.update(limit, { sentAtMs: now - onWayMs, unanswered: others, maybeAfter });
  };
  const take = (count: number): void => { for (let request = 0; request < count; request += 1) window.take(); };

  it('holds nobody before a response has told a limit', () => {
    take(1_000);
    expect(window.waitMs).toBe(0);
  });

  it('counts down what a response said is left, until the limit is whole again', () => {
    tell({ limit: 10, remaining: 2, resetsInMs: 500 });
    take(1);
    expect(window.waitMs).toBe(0);
    take(1);
    expect(window.waitMs).toBe(500);
    now += 500;
    expect(window.waitMs).toBe(0);
  });

  it.each([0, 3])('believes no reset beyond ten minutes: then one request finds out, also with %d left', (remaining) => {
    tell({ limit: 10, remaining, resetsInMs: 86_400_000 });
    take(remaining);
    expect(window.waitMs).toBe(600_000);
    now += 600_000;
    expect(window.waitMs).toBe(0);
    take(1);
    expect(window.waitMs).toBe(1_000);
    tell({ limit: 10, remaining: 0, resetsInMs: 85_800_000 });
    expect(window.waitMs).toBe(600_000);
  });

  it('keeps what is left of a long window for the time in which nobody asks', () => {
    tell({ limit: 10, remaining: 3, resetsInMs: 86_400_000 });
    now += 700_000;
    expect(window.waitMs).toBe(0);
    take(1);
    tell({ limit: 10, remaining: 2, resetsInMs: 85_700_000 });
    take(2);
    expect(window.waitMs).toBe(600_000);
  });

  it('lets as many go as were left until one of them has found out that the window is over, since its end may have been rounded', () => {
    tell({ limit: 10, remaining: 3, resetsInMs: 500 });
    now += 500;
    take(3);
    expect(window.waitMs).toBe(1_000);
    now += 20;
    tell({ limit: 10, remaining: 9, resetsInMs: 900 }, { onWayMs: 20, others: 2, maybeAfter: 2 });
    take(6);
    expect(window.waitMs).toBe(0);
    take(1);
    expect(window.waitMs).toBe(900);
  });

  it('takes off the other requests that the server may have counted since', () => {
    tell({ limit: 10, remaining: 3, resetsInMs: 500 }, { others: 2, maybeAfter: 3 });
    expect(window.waitMs).toBe(500);
  });

  it('gives nothing back where an older response is read after a newer one', () => {
    tell({ limit: 10, remaining: 0, resetsInMs: 500 });
    tell({ limit: 10, remaining: 1, resetsInMs: 510 }, { onWayMs: 200 });
    expect(window.waitMs).toBe(510);
  });

  it('goes on where the limit fills up while it is used, so that its end moves on', () => {
    tell({ limit: 10, remaining: 0, resetsInMs: 500 });
    now += 100;
    tell({ limit: 10, remaining: 2, resetsInMs: 500 }, { onWayMs: 50, maybeAfter: 1 });
    expect(window.waitMs).toBe(0);
    take(1);
    expect(window.waitMs).toBe(500);
  });

  it('lets one request find out whether a used-up window is over, since its end may have been rounded', () => {
    tell({ limit: 10, remaining: 0, resetsInMs: 500 });
    now += 500;
    expect(window.waitMs).toBe(0);
    take(1);
    expect(window.waitMs).toBe(1_000);
    now += 20;
    tell({ limit: 10, remaining: 9, resetsInMs: 900 }, { onWayMs: 20 });
    take(8);
    expect(window.waitMs).toBe(0);
    take(1);
    expect(window.waitMs).toBe(900);
  });

  it('waits for that no longer than a second, and counts those under way', () => {
    tell({ limit: 3, remaining: 0, resetsInMs: 500 });
    now += 500;
    take(1);
    now += 1_000;
    unanswered = 1;
    expect(window.waitMs).toBe(0);
    take(2);
    expect(window.waitMs).toBe(1_000);
  });

  it('sends no more than the limit into a window that nothing is known of yet', () => {
    tell({ limit: 3, remaining: 2, resetsInMs: 500 });
    now += 500;
    unanswered = 1;
    take(2);
    expect(window.waitMs).toBe(1_000);
  });

  it('believes no response of the window before', () => {
    tell({ limit: 3, remaining: 2, resetsInMs: 500 });
    now += 500;
    take(1);
    now += 100;
    tell({ limit: 3, remaining: 0, resetsInMs: 30 }, { onWayMs: 200 });
    expect(window.waitMs).toBe(0);
    tell({ limit: 3, remaining: 1, resetsInMs: 400 }, { onWayMs: 50 });
    tell({ limit: 3, remaining: 0, resetsInMs: 30 }, { onWayMs: 300 });
    expect(window.waitMs).toBe(0);
    take(1);
    expect(window.waitMs).toBe(400);
  });

  it.each([
    ['without a reset', { remaining: 0 }],
    ['with the -1 of Azure', { remaining: -1, resetsInMs: 500 }],
    ['with nothing', {}],
  ])('believes nothing %s', (_name, limit) => {
    tell(limit);
    expect(window.waitMs).toBe(0);
  });
});
