import { of, Subject } from 'rxjs';

import type { Frame } from '../../src/frame.js';
import { failOnErrorFrame } from '../../src/operators/fail-on-error-frame.js';
import { apiError, errorFrame, type Payload, preamble, terminal, unknown, words } from './frames.js';
import { marbles } from './marbles.js';

const error = apiError();
const values = { p: preamble, d: words('a'), t: terminal, u: unknown, e: errorFrame(error) };
const good = { p: preamble, d: words('a'), t: terminal, u: unknown };

describe('failOnErrorFrame', () => {
  it('fails with the error of an error frame and leaves the source there', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Frame<Payload>>('p--d--e--d--|', values);
      const subs = '                       ^-----!';
      const expected = '                   p--d--#';

      expectObservable(source.pipe(failOnErrorFrame())).toBe(expected, good, error);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('passes every other frame and the completion', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Frame<Payload>>('p-d-u-t-|', values);
      const subs = '                       ^-------!';
      const expected = '                   p-d-u-t-|';

      expectObservable(source.pipe(failOnErrorFrame())).toBe(expected, good);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it.each([
    ['an empty source', '|', '(^!)'],
    ['a silent source', '-', '^'],
    ['an error of the source', '-#', '^!'],
  ])('passes %s', (_, marble, subs) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Frame<Payload>>(marble, values, error);

      expectObservable(source.pipe(failOnErrorFrame())).toBe(marble, good, error);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('leaves the source when it is left', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Frame<Payload>>('p--d--e', values);
      const unsub = '                      ^---!';
      const expected = '                   p--d-';

      expectObservable(source.pipe(failOnErrorFrame()), unsub).toBe(expected, good);
      expectSubscriptions(source.subscriptions).toBe(unsub);
    });
  });

  it('fails with the very error object, for each subscription to the same operator value', () => {
    const operator = failOnErrorFrame<Payload>();
    const seen: unknown[] = [];
    for (const source of [of(errorFrame(error)), of(errorFrame(error))]) {
      source.pipe(operator).subscribe({ error: (failure: unknown) => seen.push(failure) });
    }
    expect(seen[0]).toBe(error);
    expect(seen[1]).toBe(error);
  });

  it('is silent about an error frame that comes after its consumer has left inside next', () => {
    const source = new Subject<Frame<Payload>>();
    const seen: string[] = [];
    const subscription = source.pipe(failOnErrorFrame()).subscribe({
      next: (frame) => {
        seen.push(frame.kind);
        subscription.unsubscribe();
        source.next(errorFrame(error));
      },
      error: () => seen.push('error'),
    });
    source.next(preamble);
    expect(seen).toEqual(['data']);
  });
});
