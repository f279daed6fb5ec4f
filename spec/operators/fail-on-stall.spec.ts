import { jest } from '@jest/globals';
import { lastValueFrom, NEVER, Subject, take } from 'rxjs';

import { ApiError } from '../../src/errors/api-error.js';
import { failOnStall } from '../../src/operators/fail-on-stall.js';
import { apiError, data, preamble, terminal, unknown, words } from './frames.js';
import { marbles } from './marbles.js';

const timeout = (message: string) => new ApiError({ type: 'timeout', origin: 'transport', message });
const noFirst = timeout('No first frame came within 5 ms (firstFrameMs; frames before: 0).');
const noFurther = (seen: number) => timeout(`No further frame came within 3 ms (betweenFramesMs; frames before: ${String(seen)}).`);
const noOutput = (seen: number) => timeout(`No output came within 4 ms (betweenOutputMs; frames before: ${String(seen)}).`);
const limits = { firstFrameMs: 5, betweenFramesMs: 3 };

describe('failOnStall', () => {
  it('fails when the first frame does not come in time, and leaves the source', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('------a|');
      const subs = '               ^----!';
      const expected = '           -----#';

      expectObservable(source.pipe(failOnStall(limits))).toBe(expected, undefined, noFirst);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('fails when a further frame does not come in time', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('----a--b----c|');
      const subs = '               ^---------!';
      const expected = '           ----a--b--#';

      expectObservable(source.pipe(failOnStall(limits))).toBe(expected, undefined, noFurther(2));
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('passes frames that come in time, completion and errors', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const whole = cold('----a--b-|');
      const empty = cold('|');
      const failed = cold('a-#', undefined, apiError());

      expectObservable(whole.pipe(failOnStall(limits))).toBe(' ----a--b-|');
      expectObservable(empty.pipe(failOnStall(limits))).toBe(' |');
      expectObservable(failed.pipe(failOnStall(limits))).toBe('a-#', undefined, apiError());
      expectSubscriptions(whole.subscriptions).toBe('         ^--------!');
      expectSubscriptions(empty.subscriptions).toBe('         (^!)');
      expectSubscriptions(failed.subscriptions).toBe('        ^-!');
    });
  });

  describe('with betweenOutputMs', () => {
    const ping = data();
    const values = {
      p: preamble, n: ping, w: words('a'), e: words(''), u: unknown, t: terminal,
      f: data({ type: 'finish', reason: 'stop', raw: 'stop', choice: 0 }, { type: 'usage', usage: { outputTokens: 1 } }),
      c: data({ type: 'tool-call', index: 0, arguments: '{', choice: 0 }), d: data({ type: 'tool-call', index: 0, arguments: '', choice: 0 }),
    };

    it.each([
      ['pings', '               pnnnnnnnnnnn', 'pnnn#', 4],
      ['empty pieces', '        pwe-e-e-e-e-', 'pwe-e#', 4],
      ['empty pieces of a call', 'pcd-d-d-d-d-', 'pcd-d#', 4],
      ['usage and a finish', '  w-f-f-f-f-f-', 'w-f-#', 2],
      ['silence', '             ------------', '----#', 0],
    ])('ends a stream in which nothing comes but %s', (_, marble, expected, seen) => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold<unknown>(marble.trim(), values);
        expectObservable(source.pipe(failOnStall({ betweenOutputMs: 4 }))).toBe(expected, values, noOutput(seen));
        expectSubscriptions(source.subscriptions).toBe(`^${'-'.repeat(expected.length - 2)}!`);
      });
    });

    it('counts from one piece of output to the next, of whatever kind', () => {
      marbles(({ cold, expectObservable }) => {
        const source = cold<unknown>('p--w--nc-n-u---(t|)', values);
        expectObservable(source.pipe(failOnStall({ betweenOutputMs: 5 }))).toBe('p--w--nc-n-u---(t|)', values);
      });
    });

    it('names its option in the error', async () => {
      const stalled = NEVER.pipe(failOnStall({ betweenOutputMs: 1 }));
      await expect(lastValueFrom(stalled)).rejects.toMatchObject({ type: 'timeout', param: 'betweenOutputMs', retryable: true });
    });

    it('takes values that are no frames for output', () => {
      marbles(({ cold, expectObservable }) => {
        expectObservable(cold('a--b-----c').pipe(failOnStall({ betweenOutputMs: 4 }))).toBe('a--b---#', undefined, noOutput(2));
      });
    });
  });

  it('stops its clock when it is left', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('a---------');
      const unsub = '              ^-!';
      const expected = '           a---------';

      expectObservable(source.pipe(failOnStall(limits)), unsub).toBe(expected);
      expectSubscriptions(source.subscriptions).toBe(unsub);
    });
  });

  it('waits for ever where a limit is Infinity', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const lateFirst = cold(' 2880m a---b|');
      const lateFirstSubs = '  ^ 2879m 59999ms ---!';
      const lateSecond = cold('a 2880m b|');
      const lateSecondSubs = ' ^ 2880m -!';
      const noFirstLimit = failOnStall<string>({ firstFrameMs: Infinity, betweenFramesMs: 3 });
      const noGapLimit = failOnStall<string>({ firstFrameMs: 5, betweenFramesMs: Infinity });

      expectObservable(lateFirst.pipe(noFirstLimit)).toBe('2880m a--#', undefined, noFurther(1));
      expectObservable(lateSecond.pipe(noGapLimit)).toBe(' a 2880m b|');
      expectSubscriptions(lateFirst.subscriptions).toBe(lateFirstSubs);
      expectSubscriptions(lateSecond.subscriptions).toBe(lateSecondSubs);
    });
  });

  it('does not hand a timer a delay that it turns into 1 ms', () => {
    jest.useFakeTimers();
    const seen: string[] = [];
    const source = new Subject<string>();
    const subscription = source
      .pipe(failOnStall({ firstFrameMs: Infinity, betweenFramesMs: Infinity }))
      .subscribe({ next: (value) => seen.push(value), error: () => seen.push('#') });
    jest.advanceTimersByTime(60_000);
    source.next('a');
    jest.advanceTimersByTime(60_000);
    source.next('b');
    subscription.unsubscribe();
    expect(seen).toEqual(['a', 'b']);
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  it('is generous by default: five minutes for the first frame, two between frames', () => {
    marbles(({ cold, expectObservable }) => {
      const patient = cold('299s a 119s b|');
      const expected = '            299s a 119s b|';
      const silent = cold(' -');

      expectObservable(patient.pipe(failOnStall())).toBe(expected);
      expectObservable(silent.pipe(failOnStall())).toBe('5m #', undefined, timeout('No first frame came within 300000 ms (firstFrameMs; frames before: 0).'));
      expectObservable(cold('a').pipe(failOnStall())).toBe('a 119999ms #', undefined, timeout('No further frame came within 120000 ms (betweenFramesMs; frames before: 1).'));
    });
  });

  it('runs one clock per subscription to the same operator value', () => {
    const operator = failOnStall<string>(limits);
    marbles(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const early = cold('a|');
      const stalled = hot('-');

      expectObservable(early.pipe(operator)).toBe('  a|');
      expectObservable(stalled.pipe(operator)).toBe('-----#', undefined, noFirst);
      expectSubscriptions(stalled.subscriptions).toBe('^----!');
    });
  });

  it('keeps quiet for a consumer that leaves inside next', () => {
    const source = new Subject<string>();
    const seen: string[] = [];
    source.pipe(failOnStall(), take(1)).subscribe({
      next: (value) => seen.push(value),
      error: () => seen.push('#'),
      complete: () => seen.push('|'),
    });
    source.next('a');
    expect(seen).toEqual(['a', '|']);
    expect(source.observed).toBe(false);
  });

  it('says that a stalled answer may be asked for again', () => {
    marbles(({ flush }) => {
      let failure: unknown;
      NEVER.pipe(failOnStall(limits)).subscribe({ error: (thrown: unknown) => (failure = thrown) });
      flush();
      expect(failure).toMatchObject({ type: 'timeout', origin: 'transport', retryable: true });
    });
  });

  it.each([
    [{ firstFrameMs: Number.NaN }, RangeError, 'firstFrameMs must be at least 1, not NaN.'],
    [{ firstFrameMs: -1 }, RangeError, 'firstFrameMs must be at least 1, not -1.'],
    [{ betweenFramesMs: 0 }, RangeError, 'betweenFramesMs must be at least 1, not 0.'],
    [{ betweenFramesMs: '5' as unknown as number }, TypeError, 'betweenFramesMs must be a number, not string.'],
  ])('refuses %p where it is called', (options, kind, message) => {
    expect(() => failOnStall(options)).toThrow(new kind(message));
    expect(() => failOnStall(options)).toThrow(kind);
  });
});
