import { EMPTY, from, lastValueFrom, NEVER, of, Subject, throwError, toArray } from 'rxjs';

import { catchErrorType } from '../../src/operators/catch-error-type.js';
import { apiError } from './frames.js';
import { marbles } from './marbles.js';

const rateLimit = apiError({ type: 'rate_limit_error', message: 'Slow down' });
const refused = apiError({ type: 'inappropriate_content', message: 'No' });
const stranger = new TypeError('not an ApiError');

describe('catchErrorType', () => {
  it('continues with what the handler for the type returns', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('      a-b-#', undefined, rateLimit);
      const rest = cold('            x-y-|');
      const other = cold('           z|');
      const subs = '             ^---!';
      const restSubs = '         ----^---!';
      const expected = '         a-b-x-y-|';

      expectObservable(source.pipe(catchErrorType({ rate_limit_error: () => rest, inappropriate_content: () => other }))).toBe(expected);
      expectSubscriptions(source.subscriptions).toBe(subs);
      expectSubscriptions(rest.subscriptions).toBe(restSubs);
      expectSubscriptions(other.subscriptions).toBe([]);
    });
  });

  it.each([
    ['another type', refused],
    ['an error that is no ApiError', stranger],
    ['a stranger that has the type', Object.assign(new Error('look-alike'), { type: 'rate_limit_error' })],
    ['undefined', undefined],
  ])('passes %s as the very object', async (_, error) => {
    const stream = throwError(() => error).pipe(catchErrorType({ rate_limit_error: () => of(1) }));
    await expect(lastValueFrom(stream)).rejects.toBe(error);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('finds no handler for the type %s on Object.prototype', async (type) => {
    const error = apiError({ type });
    await expect(lastValueFrom(throwError(() => error).pipe(catchErrorType({})))).rejects.toBe(error);
  });

  it('gives the handler the error', async () => {
    const stream = throwError(() => refused).pipe(catchErrorType({ inappropriate_content: ({ message, advice }) => [message, advice] }));
    expect(await lastValueFrom(stream.pipe(toArray()))).toEqual(['No', refused.advice]);
  });

  it('gives every other error to otherwise, and only those', async () => {
    const operator = catchErrorType({ rate_limit_error: () => of('limit') }, { otherwise: (error) => of(error) });
    expect(await lastValueFrom(throwError(() => rateLimit).pipe(operator))).toBe('limit');
    expect(await lastValueFrom(throwError(() => refused).pipe(operator))).toBe(refused);
    expect(await lastValueFrom(throwError(() => stranger).pipe(operator))).toBe(stranger);
  });

  it('fails with what a handler throws, and with what its stream fails with', async () => {
    const broken = new Error('broken handler');
    const failing = { rate_limit_error: () => throwError(() => broken) };
    const throwing = { rate_limit_error: () => { throw broken; } };
    await expect(lastValueFrom(throwError(() => rateLimit).pipe(catchErrorType(failing)))).rejects.toBe(broken);
    await expect(lastValueFrom(throwError(() => rateLimit).pipe(catchErrorType(throwing)))).rejects.toBe(broken);
  });

  it('says so where a handler returns nothing, and keeps why it was asked', async () => {
    const forgetful = { rate_limit_error: (() => undefined) as never };
    await expect(lastValueFrom(throwError(() => rateLimit).pipe(catchErrorType(forgetful)))).rejects.toMatchObject({
      name: 'TypeError', cause: rateLimit, message: 'A handler of catchErrorType must return what continues the stream, such as of(...) or EMPTY.',
    });
  });

  it('takes a promise, a list or an Observable from a handler', async () => {
    for (const given of [Promise.resolve(1), [1], of(1)]) {
      expect(await lastValueFrom(throwError(() => rateLimit).pipe(catchErrorType({ rate_limit_error: () => from(given) })))).toBe(1);
      expect(await lastValueFrom(throwError(() => rateLimit).pipe(catchErrorType({ rate_limit_error: () => given })))).toBe(1);
    }
  });

  it.each([
    ['an empty source', '|', '(^!)'],
    ['a silent source', '-', '^'],
    ['a whole stream', 'a-b-|', '^---!'],
  ])('passes %s', (_, marble, subs) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(marble);

      expectObservable(source.pipe(catchErrorType({ rate_limit_error: () => NEVER }))).toBe(marble);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('leaves the source, or what came in its place, when it is left', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const early = cold('  a---#', undefined, rateLimit);
      const late = cold('   a#   ', undefined, rateLimit);
      const rest = cold('    x--y|');
      const unsub = '       ^--!';

      expectObservable(early.pipe(catchErrorType({ rate_limit_error: () => rest })), unsub).toBe('a---');
      expectSubscriptions(early.subscriptions).toBe(unsub);
      expectObservable(late.pipe(catchErrorType({ rate_limit_error: () => rest })), unsub).toBe(' ax--');
      expectSubscriptions(late.subscriptions).toBe('^!');
      expectSubscriptions(rest.subscriptions).toBe('-^-!');
    });
  });

  it('catches once for each subscription to the same operator value', async () => {
    let caught = 0;
    const stream = throwError(() => rateLimit).pipe(catchErrorType({ rate_limit_error: () => of((caught += 1)) }));
    expect([await lastValueFrom(stream), await lastValueFrom(stream)]).toEqual([1, 2]);
  });

  it('catches a failure that its own consumer brings about', () => {
    const source = new Subject<string>();
    const seen: string[] = [];
    source.pipe(catchErrorType({ rate_limit_error: () => of('caught') })).subscribe({
      next: (value) => {
        seen.push(value);
        if (value === 'a') source.error(rateLimit);
      },
      error: () => seen.push('error'),
      complete: () => seen.push('complete'),
    });
    source.next('a');
    expect(seen).toEqual(['a', 'caught', 'complete']);
  });

  it('refuses a handler that is none', () => {
    expect(() => catchErrorType({ rate_limit_error: 'later' as never })).toThrow(new TypeError('The handler for rate_limit_error must be a function.'));
    expect(() => catchErrorType({}, {})).not.toThrow();
    expect(EMPTY.pipe(catchErrorType({}))).toBeDefined();
  });
});
