import { concat, EMPTY, from, lastValueFrom, NEVER, type Observable, of, Subject, take, throwError, toArray } from 'rxjs';

import { ApiError, type ApiErrorInit } from '../../src/errors/api-error.js';
import type { GoodFrame, RestartFrame } from '../../src/frame.js';
import { collect } from '../../src/operators/collect.js';
import { fallBackTo } from '../../src/operators/fall-back-to.js';
import { logFailures } from '../../src/operators/log-failures.js';
import { reliably } from '../../src/operators/reliably.js';
import { retryWithBackoff } from '../../src/operators/retry-with-backoff.js';
import { apiError, data, type Payload, preamble, restart, terminal, unknown, words } from './frames.js';
import { marbles } from './marbles.js';

type Good = GoodFrame<Payload> | RestartFrame;

const error = apiError();
const other = apiError({ type: 'api_error', message: 'The second failed too' });
const second = data({ type: 'start', id: 'other', model: 'second' });
const values = { p: preamble, q: second, a: words('a'), b: words('b'), u: unknown, t: terminal, r: restart(2, error) };

// eslint-disable-next-line rxjs-x/throw-error -- whatever a stranger throws
const fails = (failure: unknown): Observable<Good> => throwError(() => failure);

describe('fallBackTo', () => {
  it('turns to the next source where no output is out', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold<Good>(' p-#', values, error);
      const next = cold<Good>('    q-b-(t|)', values);
      const firstSubs = '        ^-!';
      const nextSubs = '         --^---!';
      const expected = '         p-q-b-(t|)';

      expectObservable(first.pipe(fallBackTo(() => next))).toBe(expected, values);
      expectSubscriptions(first.subscriptions).toBe(firstSubs);
      expectSubscriptions(next.subscriptions).toBe(nextSubs);
    });
  });

  it.each([
    ['output', '      a-#'],
    ['a frame of unknown type', 'u-#'],
    ['a terminal frame', 't-#'],
  ])('lets the error go on after %s', (_, marble) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const next = cold<Good>('b|', values);
      expectObservable(cold<Good>(marble.trim(), values, error).pipe(fallBackTo(() => next))).toBe(marble.trim(), values, error);
      expectSubscriptions(next.subscriptions).toBe([]);
    });
  });

  it('announces the next source after output if it is asked to', () => {
    marbles(({ cold, expectObservable }) => {
      const first = cold<Good>('p-a-#', values, error);
      const next = cold<Good>('     q----b(t|)', values);
      const expected = '        p-a-(rq)-b(t|)';

      expectObservable(first.pipe(fallBackTo(() => next, { afterOutput: 'restart' }))).toBe(expected, values);
    });
  });

  it('says nothing of a restart where no output was out', () => {
    marbles(({ cold, expectObservable }) => {
      const first = cold<Good>('p-#', values, error);
      expectObservable(first.pipe(fallBackTo(() => cold<Good>('q|', values), { afterOutput: 'restart' }))).toBe('p-q|', values);
    });
  });

  it('takes a restart frame for the end of what was out, and counts on from it', async () => {
    const voided: Observable<Good> = concat(from([words('a'), restart(3, other), preamble]), throwError(() => error));
    await expect(lastValueFrom(voided.pipe(fallBackTo(() => of(second))))).resolves.toBe(second);

    const spoken: Observable<Good> = concat(from([words('a'), restart(3, other), words('b')]), throwError(() => error));
    const frames = await lastValueFrom(spoken.pipe(fallBackTo(() => of(second), { afterOutput: 'restart' }), toArray()));
    expect(frames.slice(3)).toEqual([restart(4, error), second]);
  });

  it('tries each of several once, and fails with the last error', async () => {
    const asked: string[] = [];
    const source = (name: string, failure: ApiError) => (reason: ApiError): Observable<Good> => {
      asked.push(`${name} after ${reason.message}`);
      return throwError(() => failure);
    };
    const frames = throwError(() => error).pipe(fallBackTo(source('b', other)), fallBackTo(source('c', apiError({ message: 'The third' }))));
    await expect(lastValueFrom(frames)).rejects.toMatchObject({ message: 'The third' });
    expect(asked).toEqual(['b after Overloaded', 'c after The second failed too']);
  });

  it('asks nobody after the source that answers', async () => {
    const third = (): Observable<Good> => { throw new Error('nobody asked'); };
    const frames = throwError(() => error).pipe(fallBackTo(() => from([second, words('b'), terminal])), fallBackTo(third));
    expect(await lastValueFrom(frames)).toBe(terminal);
  });

  it('lets the very error go on where there is no other source', async () => {
    await expect(lastValueFrom(throwError(() => error).pipe(fallBackTo(() => undefined)))).rejects.toBe(error);
  });

  it('shows who answers in the answer itself, and nothing of who failed', async () => {
    const failed = concat(from([preamble, data({ type: 'usage', usage: { inputTokens: 3 } })]), throwError(() => error));
    const answer = await lastValueFrom(failed.pipe(fallBackTo(() => from([second, words('b'), terminal])), collect()));
    expect(answer).toMatchObject({ id: 'other', model: 'second', text: 'b', usage: undefined });
  });

  it.each<[string, Partial<ApiErrorInit>]>([
    ['an overload', { type: 'overloaded_error' }],
    ['a rate limit', { type: 'rate_limit_error', origin: 'http', status: 429 }],
    ['a used-up quota', { type: 'insufficient_quota', origin: 'http', status: 429 }],
    ['an empty account', { type: 'insufficient_credits', origin: 'http', status: 402 }],
    ['a key that may not', { type: 'permission_error', origin: 'http', status: 403 }],
    ['a model that is not there', { type: 'not_found_error', origin: 'http', status: 404 }],
    ['what the server cannot do', { type: 'api_error', origin: 'http', status: 501 }],
    ['a page for people', { type: 'unexpected_content', origin: 'protocol' }],
    ['a lost connection', { type: 'connection_failed', origin: 'transport' }],
    ['an answer cut short', { type: 'truncated_stream', origin: 'protocol' }],
    ['a timeout', { type: 'timeout', origin: 'transport' }],
  ])('falls back after %s', async (_, init) => {
    await expect(lastValueFrom(throwError(() => apiError(init)).pipe(fallBackTo(() => of(second))))).resolves.toBe(second);
  });

  it.each<[string, unknown]>([
    ['a bad request', apiError({ type: 'invalid_request_error', origin: 'http', status: 400 })],
    ['a wrong key', apiError({ type: 'authentication_error', origin: 'http', status: 401 })],
    ['a body too large', apiError({ type: 'request_too_large', origin: 'http', status: 413 })],
    ['refused content', apiError({ type: 'content_policy_violation', origin: 'http', status: 400 })],
    ['refused content, as a 403', apiError({ type: 'content_policy_violation', origin: 'http', status: 403 })],
    ['an abort', apiError({ type: 'aborted', origin: 'transport' })],
    ['a request that cannot be made', apiError({ type: 'invalid_request', origin: 'transport' })],
    ['an object that is none', apiError({ type: 'invalid_output', origin: 'protocol' })],
    ['a bug', new TypeError('x is not a function')],
    ['a bare text', 'a text'],
  ])('lets the very error go on after %s', async (_, failure) => {
    await expect(lastValueFrom(fails(failure).pipe(fallBackTo(() => of(second))))).rejects.toBe(failure);
  });

  it('does not fall back after an empty answer that is whole', async () => {
    expect(await lastValueFrom(of(terminal).pipe(fallBackTo(() => of(second))))).toBe(terminal);
    expect(await lastValueFrom(EMPTY.pipe(fallBackTo(() => of(second)), toArray()))).toEqual([]);
  });

  it('leaves both decisions to the options', async () => {
    const refused = apiError({ type: 'invalid_request_error', origin: 'http', status: 400 });
    await expect(lastValueFrom(throwError(() => refused).pipe(fallBackTo(() => of(second), { when: () => true })))).resolves.toBe(second);
    await expect(lastValueFrom(throwError(() => error).pipe(fallBackTo(() => of(second), { when: () => false })))).rejects.toBe(error);
    const spoken = concat(of(words('a')), throwError(() => error));
    await expect(lastValueFrom(spoken.pipe(fallBackTo(() => of(second), { commitsOn: () => false })))).resolves.toBe(second);
  });

  it('fails with what a callback throws', async () => {
    const bug = new Error('a bug');
    const throws = (): never => { throw bug; };
    const failed = concat(of(preamble), throwError(() => error));
    await expect(lastValueFrom(failed.pipe(fallBackTo(throws)))).rejects.toBe(bug);
    await expect(lastValueFrom(failed.pipe(fallBackTo(() => of(second), { when: throws })))).rejects.toBe(bug);
    await expect(lastValueFrom(failed.pipe(fallBackTo(() => of(second), { commitsOn: throws })))).rejects.toBe(bug);
  });

  it('leaves whichever source is at work when it is left', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const first = cold<Good>(' p-#', values, error);
      const next = cold<Good>('    q---b', values);
      expectObservable(first.pipe(fallBackTo(() => next)), '^---!').toBe('p-q--', values);
      expectSubscriptions(next.subscriptions).toBe('        --^-!');
    });
  });

  it('keeps apart what two subscriptions have said', () => {
    const operator = fallBackTo<Good, Good>(() => of(second));
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold<Good>('a-#', values, error).pipe(operator)).toBe('a-#', values, error);
      expectObservable(cold<Good>('p--#', values, error).pipe(operator)).toBe('p--(q|)', values);
    });
  });

  it('passes a source that says nothing, and stops one that is synchronous', async () => {
    marbles(({ expectObservable }) => { expectObservable(NEVER.pipe(fallBackTo(() => of(second)))).toBe('-'); });
    const frames = throwError(() => error).pipe(fallBackTo(() => from([second, words('a'), words('b')])), take(2), toArray());
    expect(await lastValueFrom(frames)).toEqual([second, words('a')]);
  });

  it('keeps order for a consumer that makes the source go on inside next', () => {
    const source = new Subject<Good>();
    const seen: unknown[] = [];
    source.pipe(fallBackTo(() => of(second))).subscribe({
      next: (frame) => {
        seen.push(frame);
        if (frame === preamble) source.error(error);
      },
      error: () => seen.push('#'),
      complete: () => seen.push('|'),
    });
    source.next(preamble);
    expect(seen).toEqual([preamble, second, '|']);
  });

  it.each(['restarts', true, null])('refuses %p as afterOutput where it is called', (afterOutput) => {
    expect(() => fallBackTo(() => of(second), { afterOutput: afterOutput as 'fail' })).toThrow(TypeError);
  });

  describe('and the log', () => {
    function recorder() {
      const lines: string[] = [];
      const line = (level: string) => (message: string, details?: unknown) => lines.push(`${level}: ${message} ${(details as { message: string }).message}`);
      return { lines, logger: { warn: line('warn'), error: line('error') } };
    }

    it('has a warning of a failure after which another source takes over', async () => {
      const { lines, logger } = recorder();
      await lastValueFrom(throwError(() => apiError()).pipe(reliably({ logger, maxRetries: 0 }), fallBackTo(() => of(second))));
      expect(lines).toEqual(['warn: framewise: Another source takes over, after: Overloaded']);
    });

    it('has an error of the last failure alone', async () => {
      const { lines, logger } = recorder();
      const failing = (failure: ApiError) => throwError(() => failure).pipe(retryWithBackoff({ maxRetries: 0 }), logFailures({ logger }));
      const last = apiError({ message: 'The second failed too' });
      await expect(lastValueFrom(failing(apiError()).pipe(fallBackTo(() => failing(last))))).rejects.toBe(last);
      expect(lines).toEqual(['warn: framewise: Another source takes over, after: Overloaded', 'error: framewise: The stream failed: The second failed too']);
    });

    it('has the same of a retry that logs by itself', async () => {
      const { lines, logger } = recorder();
      await lastValueFrom(throwError(() => apiError()).pipe(retryWithBackoff({ maxRetries: 0, logger }), fallBackTo(() => of(second))));
      expect(lines).toEqual(['warn: framewise: Another source takes over, after: Overloaded']);
    });

    it('has an error where nobody takes over', async () => {
      const { lines, logger } = recorder();
      const frames = throwError(() => apiError()).pipe(reliably({ logger, maxRetries: 0 }), fallBackTo(() => undefined));
      await expect(lastValueFrom(frames)).rejects.toMatchObject({ type: 'overloaded_error' });
      expect(lines).toEqual(['error: framewise: The stream failed: Overloaded']);
    });
  });
});
