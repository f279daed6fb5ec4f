import { asyncScheduler } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';

import { Alarm } from '../../../src/operators/time-limits/alarm.js';

/** When an alarm rings that is set at these times, in virtual time. */
function rings(settings: readonly (readonly [atMs: number, inMs: number])[], stopAtMs = Infinity): number[] {
  const heard: number[] = [];
  new TestScheduler(() => undefined).run(({ flush }) => {
    const alarm = new Alarm(() => heard.push(asyncScheduler.now()));
    for (const [atMs, inMs] of settings) asyncScheduler.schedule(() => { alarm.set(inMs); }, atMs);
    if (stopAtMs < Infinity) asyncScheduler.schedule(() => { alarm.stop(); }, stopAtMs);
    flush();
  });
  return heard;
}

const day = 86_400_000;

describe('Alarm', () => {
  it('rings once, the time after it was last set', () => {
    expect(rings([[0, 5]])).toEqual([5]);
    expect(rings([[0, 5], [2, 5], [6, 5]])).toEqual([11]);
  });

  it('can be set to ring earlier', () => {
    expect(rings([[0, 100], [2, 5]])).toEqual([7]);
  });

  it('can be set again when it has rung', () => {
    expect(rings([[0, 5], [10, 5]])).toEqual([5, 15]);
  });

  it('never rings at Infinity, also where it was set to ring before', () => {
    expect(rings([[0, Infinity]])).toEqual([]);
    expect(rings([[0, 5], [2, Infinity]])).toEqual([]);
  });

  it('keeps to a time that no timer keeps', () => {
    expect(rings([[0, 60 * day]])).toEqual([60 * day]);
  });

  it('rings no more once it is stopped, whatever sets it', () => {
    expect(rings([[0, 5]], 2)).toEqual([]);
    expect(rings([[0, 5], [3, 5]], 2)).toEqual([]);
  });

  it('keeps what time is left while it pauses, and whatever it is set to', () => {
    const heard: number[] = [];
    new TestScheduler(() => undefined).run(({ flush }) => {
      const alarms = [1, 2].map((name) => new Alarm(() => heard.push(name * 1_000 + asyncScheduler.now())));
      const at = (ms: number, step: () => void): void => { asyncScheduler.schedule(step, ms); };
      for (const alarm of alarms) {
        alarm.set(10);
        at(4, () => { alarm.pause(); });
        at(5, () => { alarm.pause(); });
        at(50, () => { alarm.goOn(); });
      }
      at(20, () => { alarms[1]?.set(3); });
      at(51, () => { alarms[0]?.goOn(); });
      flush();
    });
    expect(heard).toEqual([2_053, 1_056]);
  });
});
