import { concat, defer, map, Observable, type ObservableInput, of, range, Subject, take, throwError } from 'rxjs';

import type { GoodFrame } from '../../src/frame.js';
import type { RetryOptions } from '../../src/operators/retry/retry-options.js';
import { retryWithBackoff } from '../../src/operators/retry-with-backoff.js';
import type { Retry } from '../../src/scope/stream-observer.js';
import { apiError, type Payload, preamble, restart, terminal, unknown, words } from './frames.js';
import { marbles } from './marbles.js';

type Good = GoodFrame<Payload>;
const error = apiError();
const fatal = apiError({ type: 'authentication_error', message: 'Bad key' });
const values = { p: preamble, d: words('a'), t: terminal, u: unknown };
const fast = { initialDelayMs: 3, jitter: 'none' } as const;

/** A source whose attempts are these, in turn; the last one repeats. */
function attempts(...inputs: ObservableInput<Good>[]): Observable<Good> {
  let next = 0;
  return defer(() => inputs[Math.min(next++, inputs.length - 1)] ?? []);
}

describe('retryWithBackoff', () => {
  describe('before a commit', () => {
    it('repeats a failed attempt after the wait, and passes the preambles of both', () => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const first = cold<Good>(' p#', values, error);
        const firstSubs = '        ^!';
        const second = cold<Good>('    p--d--(t|)', values);
        const secondSubs = '       ----^-----!';
        const expected = '         p---p--d--(t|)';

        expectObservable(attempts(first, second).pipe(retryWithBackoff(fast))).toBe(expected, values);
        expectSubscriptions(first.subscriptions).toBe(firstSubs);
        expectSubscriptions(second.subscriptions).toBe(secondSubs);
      });
    });

    it('waits longer each time and fails with the error of the last attempt', () => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const last = apiError({ message: 'Still overloaded' });
        const first = cold<Good>(' -#', values, error);
        const firstSubs = '        ^!';
        const second = cold<Good>('    -#', values, error);
        const secondSubs = '       ----^!';
        const third = cold<Good>('            -#', values, last);
        const thirdSubs = '        ----- 6ms ^!';
        const expected = '         ----- 6ms -#';

        expectObservable(attempts(first, second, third).pipe(retryWithBackoff(fast))).toBe(expected, values, last);
        expectSubscriptions(first.subscriptions).toBe(firstSubs);
        expectSubscriptions(second.subscriptions).toBe(secondSubs);
        expectSubscriptions(third.subscriptions).toBe(thirdSubs);
      });
    });

    it('does not repeat what would fail again, and no error of a stranger', () => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const stranger = new Error('a bug');
        const refused = cold<Good>('p-#', values, fatal);
        const strange = cold<Good>('p-#', values, stranger);

        expectObservable(refused.pipe(retryWithBackoff(fast))).toBe('p-#', values, fatal);
        expectObservable(strange.pipe(retryWithBackoff(fast))).toBe('p-#', values, stranger);
        expectSubscriptions(refused.subscriptions).toBe('            ^-!');
        expectSubscriptions(strange.subscriptions).toBe('            ^-!');
      });
    });

    it('lets isRetryable decide', () => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold<Good>('-#', values, new Error('a bug'));
        const subs = ['            ^!', '----^!'];
        const expected = '         -----#';
        const options = { ...fast, maxRetries: 1, isRetryable: (thrown: unknown) => thrown instanceof Error };

        expectObservable(source.pipe(retryWithBackoff(options))).toBe(expected, values, new Error('a bug'));
        expectSubscriptions(source.subscriptions).toBe(subs.map((sub) => sub.trim()));
      });
    });

    it('never repeats with maxRetries 0', () => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold<Good>('-#', values, error);

        expectObservable(source.pipe(retryWithBackoff({ maxRetries: 0 }))).toBe('-#', values, error);
        expectSubscriptions(source.subscriptions).toBe('^!');
      });
    });
  });

  describe('after a commit', () => {
    it.each([
      ['output', '          p-d-#'],
      ['a terminal frame', 'p-t-#'],
      ['an unknown frame', 'p-u-#'],
      ['output that a frame without any follows', 'dpp-#'],
    ])('does not repeat after %s', (_, marble) => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold<Good>(marble.trim(), values, error);

        expectObservable(source.pipe(retryWithBackoff(fast))).toBe(marble.trim(), values, error);
        expectSubscriptions(source.subscriptions).toBe('^---!');
      });
    });

    it('lets commitsOn decide what a commit is', () => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const first = cold<Good>(' u#', values, error);
        const firstSubs = '        ^!';
        const second = cold<Good>('    d-(t|)', values);
        const secondSubs = '       ----^-!';
        const expected = '         u---d-(t|)';
        const options = { ...fast, commitsOn: (frame: Good) => frame.kind === 'data' };

        expectObservable(attempts(first, second).pipe(retryWithBackoff(options))).toBe(expected, values);
        expectSubscriptions(first.subscriptions).toBe(firstSubs);
        expectSubscriptions(second.subscriptions).toBe(secondSubs);
      });
    });
  });

  describe("afterOutput: 'restart'", () => {
    const announced = { ...fast, afterOutput: 'restart' } as const;

    it('announces the replay just before it begins', () => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const first = cold<Good>(' d#', values, error);
        const firstSubs = '        ^!';
        const second = cold<Good>('    --d-(t|)', values);
        const secondSubs = '       ----^---!';
        const expected = '         d---r-d-(t|)';

        expectObservable(attempts(first, second).pipe(retryWithBackoff(announced))).toBe(expected, { ...values, r: restart(2, error) });
        expectSubscriptions(first.subscriptions).toBe(firstSubs);
        expectSubscriptions(second.subscriptions).toBe(secondSubs);
      });
    });

    it('announces none after an attempt that had not committed', () => {
      marbles(({ cold, expectObservable }) => {
        const first = cold<Good>(' d#', values, error);
        const second = cold<Good>('    p#', values, error);
        const third = cold<Good>('           d(t|)', values);
        const expected = '         d---(rp)---d(t|)';

        expectObservable(attempts(first, second, third).pipe(retryWithBackoff(announced))).toBe(expected, { ...values, r: restart(2, error) });
      });
    });

    it('stays bounded and fails with the last error', () => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold<Good>('-d#', values, error);
        const subs = ['            ^-!', '            -----^-!'];
        const expected = '         -d---rd#';

        expectObservable(source.pipe(retryWithBackoff({ ...announced, maxRetries: 1 }))).toBe(expected, { ...values, r: restart(2, error) }, error);
        expectSubscriptions(source.subscriptions).toBe(subs.map((sub) => sub.trim()));
      });
    });

    it('makes an ApiError of a stranger that isRetryable accepts', () => {
      marbles(({ cold, expectObservable }) => {
        const first = cold<Good>(' d#', values, 'broken');
        const second = cold<Good>('    -(t|)', values);
        const expected = '         d---r(t|)';
        const wrapped = apiError({ type: 'unknown_error', origin: 'transport', message: 'The attempt failed with an error that is no ApiError.' });

        expectObservable(attempts(first, second).pipe(retryWithBackoff({ ...announced, isRetryable: () => true }))).toBe(expected, { ...values, r: restart(2, wrapped) });
      });
    });
  });

  describe('Retry-After', () => {
    it('is the least wait', () => {
      marbles(({ cold, expectObservable }) => {
        const first = cold<Good>(' #', values, apiError({ retryAfterMs: 7 }));
        const second = cold<Good>('       d(t|)', values);
        const expected = '         -------d(t|)';

        expectObservable(attempts(first, second).pipe(retryWithBackoff(fast))).toBe(expected, values);
      });
    });

    it('does not shorten the backoff', () => {
      marbles(({ cold, expectObservable }) => {
        const first = cold<Good>(' #', values, apiError({ retryAfterMs: 1 }));
        const second = cold<Good>('   d(t|)', values);
        const expected = '         ---d(t|)';

        expectObservable(attempts(first, second).pipe(retryWithBackoff(fast))).toBe(expected, values);
      });
    });

    it('never makes a wait longer than a timer keeps', () => {
      marbles(({ cold, flush }) => {
        const delays: number[] = [];
        const source = cold<Good>('#', values, apiError({ retryAfterMs: 1e12 }));
        const options = { maxRetries: 1, maxRetryAfterMs: Infinity, onRetry: ({ delayMs }: Retry) => delays.push(delayMs) };
        source.pipe(retryWithBackoff(options)).subscribe({ error: () => delays.push(0) });
        flush();
        expect(delays).toEqual([2 ** 31 - 1, 0]);
      });
    });

    it('is not waited for beyond maxRetryAfterMs: the error goes on with it', () => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const limited = apiError({ retryAfterMs: 60_001 });
        const source = cold<Good>('-#', values, limited);

        expectObservable(source.pipe(retryWithBackoff(fast))).toBe('-#', values, limited);
        expectSubscriptions(source.subscriptions).toBe('            ^!');
      });
    });
  });

  describe('as an Observable', () => {
    it.each([
      ['an empty source', '|', '(^!)'],
      ['a silent source', '-', '^'],
      ['a whole answer', 'p-d-(t|)', '^---!'],
    ])('passes %s', (_, marble, subs) => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold<Good>(marble, values);

        expectObservable(source.pipe(retryWithBackoff())).toBe(marble, values);
        expectSubscriptions(source.subscriptions).toBe(subs);
      });
    });

    it('ends the attempt, or the wait, when it is left', () => {
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const running = cold<Good>('p---d', values);
        const waiting = cold<Good>('p#', values, error);
        const unsub = '             --!';

        expectObservable(running.pipe(retryWithBackoff(fast)), unsub).toBe('p--', values);
        expectObservable(waiting.pipe(retryWithBackoff(fast)), unsub).toBe('p--', values);
        expectSubscriptions(running.subscriptions).toBe('^-!');
        expectSubscriptions(waiting.subscriptions).toBe('^! ');
      });
    });

    it('counts retries and commits for each subscription to the same operator value', () => {
      const operator = retryWithBackoff<Payload>({ ...fast, maxRetries: 1 });
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const committed = cold<Good>('d#', values, error);
        const failing = cold<Good>('  -#', values, error);
        const failingSubs = ['        ^!', '----^!'].map((sub) => sub.trim());

        expectObservable(committed.pipe(operator)).toBe('d#', values, error);
        expectObservable(failing.pipe(operator)).toBe('  -----#', values, error);
        expectSubscriptions(committed.subscriptions).toBe('^!');
        expectSubscriptions(failing.subscriptions).toBe(failingSubs);
      });
    });

    it('stops a synchronous source as soon as its consumer has enough', () => {
      let produced = 0;
      const source = range(0, 1_000).pipe(map((): Good => { produced += 1; return words('a'); }));
      const seen: string[] = [];
      source.pipe(retryWithBackoff(), take(2)).subscribe({ next: ({ kind }) => seen.push(kind), error: () => seen.push('error') });
      expect(seen).toEqual(['data', 'data']);
      expect(produced).toBe(2);
    });

    it('begins no attempt for a consumer that leaves inside onRetry or at the restart frame', () => {
      marbles(({ flush }) => {
        let begun = 0;
        const source = defer(() => { begun += 1; return concat(of<Good>(words('a')), throwError(() => error)); });
        const leave = new Subject<void>();
        const options: RetryOptions<Payload> & { afterOutput: 'restart' } = { ...fast, afterOutput: 'restart' };

        const inOnRetry = new Observable<unknown>((subscriber) => {
          leave.subscribe({ next: () => { subscriber.unsubscribe(); }, error: () => undefined });
          return source.pipe(retryWithBackoff({ ...options, onRetry: () => { leave.next(); } })).subscribe(subscriber);
        });
        inOnRetry.subscribe({ error: () => undefined });
        flush();
        expect(begun).toBe(1);

        begun = 0;
        source.pipe(retryWithBackoff(options), take(2)).subscribe({ error: () => undefined });
        flush();
        expect(begun).toBe(1);
      });
    });
  });

  describe('callbacks', () => {
    it('calls onRetry before each wait with the attempt to come, the error and the delay', () => {
      marbles(({ cold, flush }) => {
        const seen: unknown[] = [];
        const failed = cold<Good>('#', values, error);
        failed.pipe(retryWithBackoff({ ...fast, onRetry: (retry) => seen.push(retry) })).subscribe({ error: () => seen.push('failed') });
        flush();
        expect(seen).toEqual([{ attempt: 2, error, delayMs: 3 }, { attempt: 3, error, delayMs: 6 }, 'failed']);
      });
    });

    const bug = new Error('a bug');
    const throws = () => { throw bug; };
    it.each<[string, RetryOptions<Payload>, string]>([
      ['isRetryable', { isRetryable: throws }, 'p-#'],
      ['onRetry', { onRetry: throws }, '        p-#'],
      ['jitter', { jitter: throws }, '          p-#'],
      ['commitsOn', { commitsOn: throws }, '    #'],
    ])('fails with what %s throws', (_, options, marble) => {
      const expected = marble.trim();
      marbles(({ cold, expectObservable, expectSubscriptions }) => {
        const source = cold<Good>('p-#', values, error);

        expectObservable(source.pipe(retryWithBackoff({ ...fast, ...options, afterOutput: 'fail' }))).toBe(expected, values, bug);
        expectSubscriptions(source.subscriptions).toBe(expected === '#' ? '(^!)' : '^-!');
      });
    });

    it('logs each retry as a warning and the final failure once', () => {
      marbles(({ cold, flush }) => {
        const seen: string[] = [];
        const logger = {
          warn: (line: string, details?: unknown) => seen.push(`warn: ${line} ${(details as Error).message}`),
          error: (line: string, details?: unknown) => seen.push(`error: ${line} ${(details as Error).message}`),
        };
        cold<Good>('#', values, error).pipe(retryWithBackoff({ ...fast, logger })).subscribe({ error: () => seen.push('failed') });
        flush();
        expect(seen).toEqual([
          'warn: framewise: Attempt 2 begins in 3 ms, after: Overloaded',
          'warn: framewise: Attempt 3 begins in 6 ms, after: Overloaded',
          'failed',
          'error: framewise: The stream failed: Overloaded',
        ]);
      });
    });
  });

  it.each<[RetryOptions<Payload>, string]>([
    [{ maxRetries: Infinity }, 'maxRetries must be a whole number, not Infinity: retries are bounded.'],
    [{ maxRetries: 1.5 }, 'maxRetries must be a whole number, not 1.5: retries are bounded.'],
    [{ maxRetries: -1 }, 'maxRetries must be at least 0, not -1.'],
    [{ maxRetries: Number.NaN }, 'maxRetries must be at least 0, not NaN.'],
    [{ initialDelayMs: -1 }, 'initialDelayMs must be at least 0, not -1.'],
    [{ maxDelayMs: Number.NaN }, 'maxDelayMs must be at least 0, not NaN.'],
    [{ factor: 0.5 }, 'factor must be at least 1, not 0.5.'],
    [{ maxRetryAfterMs: -1 }, 'maxRetryAfterMs must be at least 0, not -1.'],
  ])('refuses %p where it is called', (options, message) => {
    expect(() => retryWithBackoff(options)).toThrow(new RangeError(message));
  });

  it.each<[unknown, string]>([
    [{ maxRetries: '2' }, 'maxRetries must be a number, not string.'],
    [{ jitter: 'some' }, 'jitter must be one of full, equal, none, not some.'],
    [{ afterOutput: 'retry' }, 'afterOutput must be one of fail, restart, not retry.'],
  ])('refuses %p as no option at all', (options, message) => {
    expect(() => retryWithBackoff(options as RetryOptions)).toThrow(new TypeError(message));
  });
});
