import { lastValueFrom, map, of, range, Subject, take } from 'rxjs';

import { type Completion, emptyCompletion } from '../../src/answer/completion.js';
import type { GoodFrame, RestartFrame } from '../../src/frame.js';
import { collect } from '../../src/operators/collect.js';
import { apiError, data, type Payload, preamble, restart, terminal, unknown, words } from './frames.js';
import { marbles } from './marbles.js';

type Input = GoodFrame<Payload> | RestartFrame;
const error = apiError();
const values = {
  p: preamble,
  q: data({ type: 'start', id: 'second', model: 'model' }),
  a: words('a'),
  b: words('b'),
  n: data(),
  f: data({ type: 'finish', reason: 'stop', raw: 'end_turn', choice: 0 }),
  u: unknown,
  r: restart(2, error),
  t: terminal,
};

const answer = (text: string, rest: Partial<Completion> = {}): Completion => {
  return { ...emptyCompletion, ...rest, text };
};
const first = { id: 'answer', model: 'model' };
const snapshots = {
  e: emptyCompletion,
  p: answer('', first),
  q: answer('', { ...first, id: 'second' }),
  x: answer('a', first),
  y: answer('ab', first),
  z: answer('ab', { ...first, finishReason: 'stop', rawFinishReason: 'end_turn' }),
  a: answer('a'),
  b: answer('b'),
  w: answer('b', { ...first, id: 'second' }),
  v: answer('a', { ...first, id: 'second' }),
};

describe('collect', () => {
  it('emits a snapshot for each frame that changes something, the last of them the whole answer', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Input>('p-n-a-u-b-f-(t|)', values);
      const subs = '              ^-----------!';
      const expected = '          p---x---y-z-|';

      expectObservable(source.pipe(collect())).toBe(expected, snapshots);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('gives a whole but empty answer', async () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Input>('n--(t|)', values);
      const subs = '              ^--!';
      const expected = '          e--|';

      expectObservable(source.pipe(collect())).toBe(expected, snapshots);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
    expect(await lastValueFrom(of<Input>(terminal).pipe(collect()))).toBe(emptyCompletion);
  });

  it('clears at a restart frame and starts over', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Input>('p-a-r-q-b-(t|)', values);
      const subs = '              ^---------!';
      const expected = '          p-x-e-q-w-|';

      expectObservable(source.pipe(collect())).toBe(expected, snapshots);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('starts over at the preamble of a silent retry, but not after output', () => {
    marbles(({ cold, expectObservable }) => {
      const silent = cold<Input>('p-q-b', values);
      const late = cold<Input>('  p-a-q', values);

      expectObservable(silent.pipe(collect())).toBe('p-q-w', snapshots);
      expectObservable(late.pipe(collect())).toBe('  p-x-v', snapshots);
    });
  });

  it.each([
    ['an empty source', '|', '|', '(^!)'],
    ['a silent source', '-', '-', '^'],
    ['an error, after what had arrived', 'p-a-#', 'p-x-#', '^---!'],
  ])('passes %s', (_, marble, expected, subs) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Input>(marble, values, error);

      expectObservable(source.pipe(collect())).toBe(expected, snapshots, error);
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('leaves the source when it is left', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Input>('p--a--t', values);
      const unsub = '             ^---!';
      const expected = '          p--x-';

      expectObservable(source.pipe(collect()), unsub).toBe(expected, snapshots);
      expectSubscriptions(source.subscriptions).toBe(unsub);
    });
  });

  it('folds each subscription to the same operator value by itself', () => {
    const operator = collect();
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold<Input>('a-', values).pipe(operator)).toBe('a-', snapshots);
      expectObservable(cold<Input>('-b', values).pipe(operator)).toBe('-b', snapshots);
    });
  });

  it('fails with invalid_frame at a choice index that is none, and leaves the source', () => {
    const source = new Subject<Input>();
    let failure: unknown;
    source.pipe(collect()).subscribe({ error: (thrown: unknown) => (failure = thrown) });
    source.next(words('a', 1e9));
    expect(failure).toMatchObject({ type: 'invalid_frame', origin: 'protocol', message: '1000000000 is no index of a choice.' });
    expect(source.observed).toBe(false);
  });

  it('stops a synchronous source as soon as its consumer has enough', () => {
    let produced = 0;
    const source = range(0, 1_000).pipe(map((): Input => { produced += 1; return words('a'); }));
    source.pipe(collect(), take(2)).subscribe({ error: () => undefined });
    expect(produced).toBe(2);
  });

  it('keeps order for a consumer that makes the source go on inside next', () => {
    const source = new Subject<Input>();
    const seen: string[] = [];
    source.pipe(collect()).subscribe({
      next: ({ text }) => {
        seen.push(text);
        if (text === 'a') source.next(words('b'));
      },
      error: () => seen.push('error'),
    });
    source.next(words('a'));
    source.next(words('c'));
    expect(seen).toEqual(['a', 'ab', 'abc']);
  });
});
