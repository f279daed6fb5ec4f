import { Pace } from '../../../src/upstream/limits/pace.js';
import { askAgain, limiters, says } from '../support/limited-clients.js';

const keysOf = <Key extends string>(record: Record<Key, unknown>): Key[] => Object.keys(record) as Key[];

describe('Pace', () => {
  let now = 0;
  beforeEach(() => { now = 1_000_000; });
  const open = (): Pace => new Pace(() => now);

  /** Sends so many, one by one, as soon as each may go. */
  const send = (pace: Pace, count: number): number[] => Array.from({ length: count }, () => {
    now += pace.waitMs;
    pace.send();
    return now;
  });

  /** A hundred were accepted, then one was refused, with a wait that makes two seconds of it all. */
  const limited = (): Pace => {
    const pace = open();
    send(pace, 100);
    now += 500;
    send(pace, 1);
    pace.refuse(now, 1_500);
    return pace;
  };

  it('holds nobody before one is refused, however many go together', () => {
    const pace = open();
    const begunAt = now;
    send(pace, 100_000);
    expect(now).toBe(begunAt);
  });

  it('lets one go behind the wait that was stated, and the others once it was not refused, at the rate of before', () => {
    const pace = limited();
    expect(pace.waitMs).toBe(1_500);
    const [probe = 0] = send(pace, 1);
    expect(pace.waitMs).toBe(1_000);
    now += 100;
    pace.accept(probe);
    // 95 of 100 in two seconds; what its answer took is made up for.
    const wentAt = send(pace, 11);
    expect((wentAt[10] ?? 0) - (wentAt[0] ?? 0)).toBeCloseTo(10 / 0.0475 - 20, 0);
  });

  it('waits no longer than a second for a first word', () => {
    const pace = limited();
    send(pace, 1);
    now += 1_000;
    expect(pace.waitMs).toBe(0);
  });

  it('waits again where the first one is refused, and learns from all of the time that it took', () => {
    const pace = limited();
    const [probe = 0] = send(pace, 1);
    pace.refuse(probe, 2_000);
    expect(pace.waitMs).toBe(2_000);
    const [second = 0] = send(pace, 1);
    pace.accept(second);
    const wentAt = send(pace, 2);
    expect((wentAt[1] ?? 0) - (wentAt[0] ?? 0)).toBeCloseTo(4_000 / 95, 0);
  });

  it.each([
    ['four', 4, 0, 0],
    ['one in eleven', 20, 10, 0],
    ['one in five', 6, 4, 0],
    ['one in five, and it goes on', 12, 4, 1_000],
  ])('counts %s that state no wait, beyond one for ten that are accepted', (_name, refused, acceptedBetween, waitMs) => {
    const pace = open();
    for (let turn = 0; turn < refused && pace.waitMs === 0; turn += 1) {
      for (const at of send(pace, acceptedBetween)) pace.accept(at);
      for (const at of send(pace, 1)) pace.refuse(at, undefined);
    }
    expect(pace.waitMs).toBe(waitMs);
  });

  it('waits a second where five in a row state no wait, and twice as long each time that it was not enough', () => {
    const pace = open();
    const waits: number[] = [];
    for (const at of send(pace, 4)) pace.refuse(at, undefined);
    for (let turn = 0; turn < 7; turn += 1) {
      const [sentAt = 0] = send(pace, 1);
      pace.refuse(sentAt, undefined);
      waits.push(pace.waitMs);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    const [sentAt = 0] = send(pace, 1);
    pace.accept(sentAt);
    now += 1_000;
    pace.send();
    pace.refuse(now, undefined);
    expect(pace.waitMs).toBe(1_000);
  });

  it('takes little from a refusal that follows within a second: it was too fast, and no more is known', () => {
    const pace = limited();
    const [probe = 0] = send(pace, 1);
    pace.accept(probe);
    for (const at of send(pace, 5).slice(-1)) pace.refuse(at, 10);
    const [second = 0] = send(pace, 1);
    pace.accept(second);
    const wentAt = send(pace, 11);
    expect((wentAt[10] ?? 0) - (wentAt[0] ?? 0)).toBeCloseTo(10 / (0.0475 * 0.95), 0);
  });

  it('takes those that were refused together for one refusal, and the longest wait of them', () => {
    const pace = open();
    const sentAt = send(pace, 10);
    for (const [index, at] of sentAt.entries()) pace.refuse(at, index === 5 ? 3_000 : 500);
    expect(pace.waitMs).toBe(3_000);
    for (const at of sentAt) pace.refuse(at, undefined);
    expect(pace.waitMs).toBe(3_000);
  });

  it('waits for as long as the refusal itself took: those that went with it are told as late', () => {
    const pace = open();
    const [sentAt = 0] = send(pace, 1);
    now += 300;
    pace.refuse(sentAt, 10);
    expect(pace.waitMs).toBe(300);
  });

  it('lets ten a second go, soon more, where nothing was accepted before', () => {
    const pace = open();
    const [sentAt = 0] = send(pace, 1);
    pace.refuse(sentAt, 100);
    const [probe = 0] = send(pace, 1);
    pace.accept(probe);
    const wentAt = send(pace, 60).map((at) => at - probe);
    expect(wentAt.filter((at) => at <= 1_000)).toHaveLength(10);
    expect(wentAt.filter((at) => at > 1_000 && at <= 2_000).length).toBeGreaterThan(12);
  });

  it('grows as long as somebody waits and nothing is refused, until it holds nobody any more', () => {
    const pace = limited();
    const [probe = 0] = send(pace, 1);
    pace.accept(probe);
    const perSecond: number[] = [];
    while (pace.waitMs > 0 && perSecond.length < 60) {
      const endMs = now + 1_000;
      let count = 0;
      while (now < endMs && pace.waitMs > 0) count += send(pace, 1).length;
      perSecond.push(count);
    }
    expect(perSecond[0]).toBeLessThanOrEqual(50);
    expect(perSecond[3]).toBeLessThanOrEqual(55);
    // No faster than twice as much: from many times as much to no pace at all is one step, for all who wait.
    for (const [second, count] of perSecond.entries()) expect(count).toBeLessThanOrEqual(2 * (perSecond[second - 1] ?? count) + 1);
    expect(perSecond.length).toBeLessThan(20);
  });

  it('does not grow while nobody waits', () => {
    const pace = limited();
    const [probe = 0] = send(pace, 1);
    pace.accept(probe);
    now += 3_600_000;
    send(pace, 1);
    const wentAt = send(pace, 2);
    expect((wentAt[1] ?? 0) - (wentAt[0] ?? 0)).toBeCloseTo(1 / 0.0475, 0);
  });

  it('pauses for what others were told, and believes no wait beyond ten minutes', () => {
    const pace = open();
    pace.pause(5_000);
    expect(pace.waitMs).toBe(5_000);
    pace.pause(1_000);
    expect(pace.waitMs).toBe(5_000);
    pace.pause(86_400_000);
    expect(pace.waitMs).toBe(600_000);
  });
});

describe('a limit that is told by nothing but refusals', () => {
  const cases = keysOf(limiters).flatMap((limiter) => keysOf(says).flatMap((told) => [[limiter, told, 100, 1_000], [limiter, told, 600, 10_000]] as const));

  it.each(cases)('%s, the wait told %s, %d in %d ms: few are refused, and most of it is used', (limiter, told, limit, windowMs) => {
    const { refused, served } = askAgain(limiter, told, { limit, windowMs, forMs: 60_000, countsAfterMs: 15_000, answerMs: () => 100 });
    expect(refused / served).toBeLessThanOrEqual(0.05);
    expect(served / (45_000 * (limit / windowMs))).toBeGreaterThanOrEqual(0.7);
  });
});
