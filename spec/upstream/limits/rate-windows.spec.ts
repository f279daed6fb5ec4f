import { RateWindows } from '../../../src/upstream/limits/rate-windows.js';

describe('RateWindows', () => {
  let now = 0;
  let windows: RateWindows;

  beforeEach(() => {
    now = 1_000;
    windows = new RateWindows(() => now, () => 0);
  });

  it('hold where any of the limits is used up, until all are whole again', () => {
    const telling = { sentAtMs: now, unanswered: 5, maybeAfter: 5 };
    windows.update({ requests: { remaining: 9, resetsInMs: 900 }, tokens: { remaining: 0, resetsInMs: 300 }, inputTokens: { remaining: 0, resetsInMs: 200 } }, telling);
    expect(windows.waitMs).toBe(300);
    now += 300;
    expect(windows.waitMs).toBe(0);
  });

  it('take nothing off tokens for requests that have had no answer', () => {
    windows.update({ tokens: { remaining: 1, resetsInMs: 300 } }, { sentAtMs: now, unanswered: 5, maybeAfter: 5 });
    windows.take();
    expect(windows.waitMs).toBe(0);
  });

  it('remember each limit as it was told last', () => {
    const telling = { sentAtMs: now, unanswered: 0, maybeAfter: 0 };
    windows.update({ requests: { remaining: 5, resetsInMs: 1 } }, telling);
    windows.update({ tokens: { remaining: 7 } }, telling);
    expect(windows.limits).toEqual({ requests: { remaining: 5, resetsInMs: 1 }, tokens: { remaining: 7 } });
  });
});
