import { EMPTY, firstValueFrom, map, range, Subject, toArray } from 'rxjs';

import { ApiError } from '../../src/errors/api-error.js';
import type { Frame, RestartFrame } from '../../src/frame.js';
import { failOnErrorFrame } from '../../src/operators/fail-on-error-frame.js';
import { untilTerminal } from '../../src/operators/until-terminal.js';
import { apiError, errorFrame, type Payload, restart, terminal, unknown, words } from './frames.js';
import { marbles } from './marbles.js';

const error = apiError();
const good = { d: words('a'), t: terminal, u: unknown };
const values = { ...good, e: errorFrame(error) };
const withRestart = { ...good, r: restart(2, error) };
const truncated = new ApiError({
  type: 'truncated_stream',
  origin: 'protocol',
  message: 'The stream ended before the answer was whole: no terminal frame came.',
});

describe('untilTerminal', () => {
  it('completes at the terminal frame and leaves the source there', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Frame<Payload>>('d--d--t--d--t|', values);
      const subs = '                       ^-----!';
      const expected = '                   d--d--(t|)';

      expectObservable(source.pipe(untilTerminal())).toBe(expected, values);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('completes at an error frame, which it passes, and leaves the source there', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Frame<Payload>>('d--e--d|', values);
      const subs = '                       ^--!';
      const expected = '                   d--(e|)';

      expectObservable(source.pipe(untilTerminal())).toBe(expected, values);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('lets the error of an error frame through on either side of failOnErrorFrame', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const before = cold<Frame<Payload>>('d--e--d|', values);
      const behind = cold<Frame<Payload>>('d--e--d|', values);
      const subs = '                       ^--!';
      const expected = '                   d--#';

      expectObservable(before.pipe(untilTerminal(), failOnErrorFrame())).toBe(expected, good, error);
      expectObservable(behind.pipe(failOnErrorFrame(), untilTerminal())).toBe(expected, good, error);
      expectSubscriptions(before.subscriptions).toBe(subs);
      expectSubscriptions(behind.subscriptions).toBe(subs);
    });
  });

  it.each([
    ['after output', '     d--d--|', 'd--d--#', '^-----!'],
    ['after an unknown', ' d--u--|', 'd--u--#', '^-----!'],
    ['before any frame', ' |      ', '#      ', '(^!)   '],
  ])('finds an answer cut short %s', (_, marble, expected, subs) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Frame<Payload>>(marble.trim(), values);

      expectObservable(source.pipe(untilTerminal())).toBe(expected, values, truncated);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('passes restart frames, errors and silence', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const restarted = cold<Frame<Payload> | RestartFrame>('d-r-d-t', withRestart);
      const failed = cold<Frame<Payload>>('                  d-#', values, error);
      const silent = cold<Frame<Payload>>('                  -');

      expectObservable(restarted.pipe(untilTerminal())).toBe('d-r-d-(t|)', withRestart);
      expectObservable(failed.pipe(untilTerminal())).toBe('   d-#', values, error);
      expectObservable(silent.pipe(untilTerminal())).toBe('   -');
      expectSubscriptions(restarted.subscriptions).toBe('     ^-----!');
      expectSubscriptions(failed.subscriptions).toBe('        ^-!');
      expectSubscriptions(silent.subscriptions).toBe('        ^');
    });
  });

  it('leaves the source when it is left', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Frame<Payload>>('d--d--t', values);
      const unsub = '                      ^---!';
      const expected = '                   d--d-';

      expectObservable(source.pipe(untilTerminal()), unsub).toBe(expected, values);
      expectSubscriptions(source.subscriptions).toBe(unsub);
    });
  });

  it('judges each subscription to the same operator value by itself', () => {
    const operator = untilTerminal<Frame<Payload>>();
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const whole = cold<Frame<Payload>>('d-t', values);
      const short = cold<Frame<Payload>>('d---|', values);

      expectObservable(whole.pipe(operator)).toBe('d-(t|)', values);
      expectObservable(short.pipe(operator)).toBe('d---#', values, truncated);
      expectSubscriptions(whole.subscriptions).toBe('^-!');
      expectSubscriptions(short.subscriptions).toBe('^---!');
    });
  });

  it('stops a synchronous source at the terminal frame', async () => {
    let produced = 0;
    const source = range(0, 1_000).pipe(
      map((n): Frame<Payload> => {
        produced += 1;
        return n === 2 ? terminal : words('a');
      }),
    );
    expect(await firstValueFrom(source.pipe(untilTerminal(), toArray()))).toHaveLength(3);
    expect(produced).toBe(3);
  });

  it('emits nothing after the terminal frame, even to a consumer that makes the source go on', () => {
    const source = new Subject<Frame<Payload>>();
    const seen: string[] = [];
    source.pipe(untilTerminal()).subscribe({
      next: (frame) => {
        seen.push(frame.kind);
        source.next(words('late'));
      },
      error: () => seen.push('error'),
      complete: () => seen.push('complete'),
    });
    source.next(terminal);
    expect(seen).toEqual(['terminal', 'complete']);
  });

  it('says that a truncated answer may be asked for again', () => {
    let failure: unknown;
    EMPTY.pipe(untilTerminal()).subscribe({ error: (thrown: unknown) => (failure = thrown) });
    expect(failure).toMatchObject({ type: 'truncated_stream', origin: 'protocol', retryable: true });
  });
});
