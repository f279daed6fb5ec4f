import { RateWindows } from '../../src/upstream/rate-window.js';

describe('RateWindows', () => {
  let now = 0;
  let unanswered = 1;
  beforeEach(() => { [now, unanswered] = [1_000, 1]; });
  const open = (): RateWindows => new RateWindows(() => now, () => unanswered);

  it('holds nobody before a response has told a limit', () => {
    const windows = open();
    for (let request = 0; request < 1_000; request += 1) windows.take();
    expect(windows.waitMs).toBe(0);
  });

  it('counts down what a response said is left, until the limit is whole again', () => {
    const windows = open();
    windows.update({ requests: { limit: 10, remaining: 2, resetsInMs: 500 } });
    windows.take();
    expect(windows.waitMs).toBe(0);
    windows.take();
    expect(windows.waitMs).toBe(500);
    now += 500;
    expect(windows.waitMs).toBe(0);
  });

  it('takes off the requests that have had no answer yet, but for the one that is answered', () => {
    const windows = open();
    unanswered = 4;
    windows.update({ requests: { limit: 10, remaining: 3, resetsInMs: 500 } });
    expect(windows.waitMs).toBe(500);
  });

  it('gives nothing back where an older response is read after a newer one', () => {
    const windows = open();
    windows.update({ requests: { limit: 10, remaining: 0, resetsInMs: 500 } });
    windows.update({ requests: { limit: 10, remaining: 1, resetsInMs: 510 } });
    expect(windows.waitMs).toBe(510);
  });

  it('goes on where the limit fills up while it is used, so that its end moves on', () => {
    const windows = open();
    windows.update({ requests: { limit: 10, remaining: 0, resetsInMs: 500 } });
    now += 100;
    windows.update({ requests: { limit: 10, remaining: 1, resetsInMs: 500 } });
    expect(windows.waitMs).toBe(0);
  });

  it('sends no more than the limit into a new window that nothing is known of yet, and counts those under way', () => {
    const windows = open();
    unanswered = 0;
    windows.update({ requests: { limit: 3, remaining: 0, resetsInMs: 500 } });
    now += 500;
    for (let request = 0; request < 3; request += 1) {
      expect(windows.waitMs).toBe(0);
      windows.take();
    }
    expect(windows.waitMs).toBe(1_000);
    windows.update({ requests: { limit: 3, remaining: 2, resetsInMs: 200 } });
    expect(windows.waitMs).toBe(0);
  });

  it('holds where no tokens are left', () => {
    const windows = open();
    windows.update({ tokens: { remaining: 0, resetsInMs: 300 }, inputTokens: { remaining: 0, resetsInMs: 200 } });
    expect(windows.waitMs).toBe(300);
    now += 300;
    expect(windows.waitMs).toBe(0);
  });

  it.each([
    ['without a reset', { remaining: 0 }],
    ['with the -1 of Azure', { remaining: -1, resetsInMs: 500 }],
    ['with nothing', {}],
  ])('believes nothing %s', (_name, requests) => {
    const windows = open();
    windows.update({ requests });
    expect(windows.waitMs).toBe(0);
  });

  it('remembers each limit as it was told last', () => {
    const windows = open();
    windows.update({ requests: { remaining: 5, resetsInMs: 1 } });
    windows.update({ tokens: { remaining: 7 } });
    expect(windows.limits).toEqual({ requests: { remaining: 5, resetsInMs: 1 }, tokens: { remaining: 7 } });
  });
});
