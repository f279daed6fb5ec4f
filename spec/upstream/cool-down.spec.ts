import { CoolDown } from '../../src/upstream/cool-down.js';

describe('CoolDown', () => {
  let now = 0;
  beforeEach(() => { now = 1_000; });
  const open = (): CoolDown => new CoolDown(() => now);

  it('holds for as long as it is told', () => {
    const coolDown = open();
    coolDown.hold(100);
    expect([coolDown.leftMs, coolDown.waitMs]).toEqual([100, 100]);
    now += 100;
    expect([coolDown.leftMs, coolDown.waitMs]).toEqual([0, 0]);
  });

  it('keeps the longest of several', () => {
    const coolDown = open();
    coolDown.hold(100);
    coolDown.hold(50);
    expect(coolDown.leftMs).toBe(100);
    coolDown.hold(150);
    expect(coolDown.leftMs).toBe(150);
  });

  it('believes no wait beyond ten minutes', () => {
    const coolDown = open();
    coolDown.hold(86_400_000);
    expect(coolDown.leftMs).toBe(600_000);
  });

  it('lets those who wait go one by one, over half the time of the hold', () => {
    const coolDown = open();
    coolDown.hold(100);
    now += 100;
    const wentAt: number[] = [];
    for (let waiting = 10; waiting > 0; waiting -= 1) {
      now += coolDown.waitMs;
      wentAt.push(Math.round(now - 1_100));
      coolDown.release(waiting - 1);
    }
    expect(wentAt).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45]);
  });

  it('holds nobody once the spread is over', () => {
    const coolDown = open();
    coolDown.hold(100);
    now += 151;
    coolDown.release(1_000);
    expect(coolDown.waitMs).toBe(0);
  });
});
