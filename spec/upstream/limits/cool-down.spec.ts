import { CoolDown } from '../../../src/upstream/limits/cool-down.js';

describe('CoolDown', () => {
  let now = 0;
  beforeEach(() => { now = 1_000; });
  const open = (): CoolDown => new CoolDown(() => now);

  it('holds for as long as it is told', () => {
    const coolDown = open();
    expect(coolDown.leftMs).toBe(0);
    coolDown.hold(100);
    expect(coolDown.leftMs).toBe(100);
    now += 100;
    expect(coolDown.leftMs).toBe(0);
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
});
