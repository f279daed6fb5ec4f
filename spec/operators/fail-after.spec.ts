import { lastValueFrom, NEVER, Subject } from 'rxjs';

import { ApiError } from '../../src/errors/api-error.js';
import { failAfter } from '../../src/operators/fail-after.js';
import { retryWithBackoff } from '../../src/operators/retry-with-backoff.js';
import { apiError, preamble } from './frames.js';
import { marbles } from './marbles.js';

const late = new ApiError({ type: 'timeout', origin: 'transport', message: 'The answer was not whole within 6 ms (failAfterMs).' });

describe('failAfter', () => {
  it('fails when the source has not ended in time, whatever it says, and leaves it', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('a-b-c-d-e');
      const subs = '       ^-----!';
      const expected = '   a-b-c-#';

      expectObservable(source.pipe(failAfter(6))).toBe(expected, undefined, late);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it.each([
    ['an end', '        a-b-|', '^---!'],
    ['an error', '      a-b-#', '^---!'],
    ['an empty source', '|', '    (^!)'],
  ])('passes %s in time', (_, marble, subs) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold(marble.trim(), undefined, apiError());
      expectObservable(source.pipe(failAfter(6))).toBe(marble.trim(), undefined, apiError());
      expectSubscriptions(source.subscriptions).toBe(subs.trim());
    });
  });

  it('counts every attempt and the waits between them', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('p-#', { p: preamble }, apiError());
      const subs = ['      ^-!', '-----^!'].map((sub) => sub.trim());
      const expected = '   p----p#';

      expectObservable(source.pipe(retryWithBackoff({ initialDelayMs: 3, jitter: 'none' }), failAfter(6))).toBe(expected, { p: preamble }, late);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('ends a wait that would be longer', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('p-#', { p: preamble }, apiError({ retryAfterMs: 50 }));

      expectObservable(source.pipe(retryWithBackoff(), failAfter(6))).toBe('p-----#', { p: preamble }, late);
      expectSubscriptions(source.subscriptions).toBe('^-!');
    });
  });

  it('stops its clock when it is left', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold('a------------');
      expectObservable(source.pipe(failAfter(6)), '^-!').toBe('a-');
      expectSubscriptions(source.subscriptions).toBe('^-!');
    });
  });

  it('waits for ever at Infinity', () => {
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold('40d a|'.replace('40d', '57600m')).pipe(failAfter(Infinity))).toBe('57600m a|');
    });
  });

  it('gives each subscription its own time', () => {
    const operator = failAfter<string>(6);
    marbles(({ cold, hot, expectObservable }) => {
      expectObservable(cold('-----|').pipe(operator)).toBe('-----|');
      expectObservable(hot('-------|').pipe(operator)).toBe('------#', undefined, late);
    });
  });

  it('names its option in the error', async () => {
    await expect(lastValueFrom(NEVER.pipe(failAfter(1)))).rejects.toMatchObject({ type: 'timeout', param: 'failAfterMs', retryable: true });
  });

  it('says nothing after its error to a consumer that makes the source go on', () => {
    const source = new Subject<string>();
    const seen: string[] = [];
    marbles(({ expectObservable, flush }) => {
      expectObservable(NEVER);
      source.pipe(failAfter(6)).subscribe({ next: (value) => seen.push(value), error: () => { seen.push('#'); source.next('late'); } });
      expectObservable(NEVER.pipe(failAfter(6))).toBe('------#', undefined, late);
      flush();
    });
    expect(seen).toEqual(['#']);
    expect(source.observed).toBe(false);
  });

  it.each([[0, RangeError], [-1, RangeError], [Number.NaN, RangeError], ['6', TypeError]])('refuses %p where it is called', (limit, kind) => {
    expect(() => failAfter(limit as number)).toThrow(kind);
    expect(() => failAfter(limit as number)).toThrow('failAfterMs');
  });
});
