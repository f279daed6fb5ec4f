import '../jit/compiler.js';

import { jest } from '@jest/globals';

import { CoalescedSignal } from '../../../src/angular/answer/coalescing.js';

/** Animation frames by hand, as a page has them; a hidden page has none. */
function frames(): { run(): void; count(): number; [Symbol.dispose](): void } {
  let waiting: (() => void)[] = [];
  Object.assign(globalThis, {
    requestAnimationFrame: (call: () => void) => waiting.push(call),
    cancelAnimationFrame: (id: number) => { waiting[id - 1] = () => undefined; },
  });
  return {
    run: () => {
      const due = waiting;
      waiting = [];
      for (const call of due) call();
    },
    count: () => waiting.length,
    [Symbol.dispose]: () => {
      Reflect.deleteProperty(globalThis, 'requestAnimationFrame');
      Reflect.deleteProperty(globalThis, 'cancelAnimationFrame');
    },
  };
}

describe('CoalescedSignal', () => {
  beforeEach(() => { jest.useFakeTimers(); });
  afterEach(() => { jest.useRealTimers(); });

  it('writes once for an animation frame, however much comes', () => {
    using page = frames();
    const text = new CoalescedSignal('', 'frame');
    for (const value of ['a', 'ab', 'abc']) text.setSoon(value);
    expect(page.count()).toBe(1);
    expect([text.shown(), text.newest]).toEqual(['', 'abc']);
    page.run();
    expect(text.shown()).toBe('abc');
    jest.advanceTimersByTime(1_000);
    text.setSoon('abcd');
    page.run();
    expect(text.shown()).toBe('abcd');
  });

  it('goes on in a hidden tab, every 100 ms', () => {
    using page = frames();
    const text = new CoalescedSignal('', 'frame');
    text.setSoon('a');
    jest.advanceTimersByTime(99);
    expect(text.shown()).toBe('');
    jest.advanceTimersByTime(1);
    expect(text.shown()).toBe('a');
    page.run();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('writes at once what is urgent, and nothing of what waited afterwards', () => {
    using page = frames();
    const text = new CoalescedSignal('', 'frame');
    text.setSoon('a');
    text.setNow('b');
    expect(text.shown()).toBe('b');
    page.run();
    expect(text.shown()).toBe('b');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('writes nothing after it was called off', () => {
    using page = frames();
    const text = new CoalescedSignal('', 'frame');
    text.setSoon('a');
    text.callOff();
    page.run();
    jest.runAllTimers();
    expect(text.shown()).toBe('');
  });

  it.each(['frame', 'none'] as const)('writes each value at once with `%s` where there are no animation frames', (coalescing) => {
    const text = new CoalescedSignal('', coalescing);
    for (const value of ['a', 'ab']) {
      text.setSoon(value);
      expect(text.shown()).toBe(value);
    }
  });

  it('takes a function that writes when it likes, and may return what calls it off', () => {
    const writes: (() => void)[] = [];
    const off = jest.fn();
    const text = new CoalescedSignal('', (write) => { writes.push(write); return off; });
    text.setSoon('a');
    text.setSoon('ab');
    expect(writes).toHaveLength(1);
    writes[0]?.();
    expect(text.shown()).toBe('ab');
    text.setSoon('abc');
    text.setNow('done');
    expect(off).toHaveBeenCalled();
    writes[1]?.(); // it writes although it was called off
    expect(text.shown()).toBe('done');
  });

  it('takes a function that returns a number, as setTimeout does', () => {
    const text = new CoalescedSignal('', (write) => setTimeout(write, 20));
    text.setSoon('a');
    jest.advanceTimersByTime(20);
    expect(text.shown()).toBe('a');
  });
});
