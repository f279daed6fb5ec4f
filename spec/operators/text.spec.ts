import { map, range, Subject, take } from 'rxjs';

import type { GoodFrame } from '../../src/frame.js';
import { text } from '../../src/operators/text.js';
import { apiError, data, type Payload, preamble, terminal, unknown, words } from './frames.js';
import { marbles } from './marbles.js';

type Good = GoodFrame<Payload>;
const values = {
  p: preamble,
  a: words('a'),
  b: words('b'),
  s: words('second choice', 1),
  m: data({ type: 'text', text: 'a', choice: 0 }, { type: 'text', text: 'z', choice: 1 }, { type: 'text', text: 'b', choice: 0 }),
  r: data({ type: 'reasoning', text: 'hm', choice: 0 }, { type: 'refusal', text: 'no', choice: 0 }),
  t: terminal,
  u: unknown,
};

describe('text', () => {
  it('emits the text of choice 0, one piece per frame that has some', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Good>('p-a-s-b-m-r-u-t-|', values);
      const subs = '             ^---------------!';
      const expected = '         --a---b-m-------|';

      expectObservable(source.pipe(text())).toBe(expected, { a: 'a', b: 'b', m: 'ab' });
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it.each([
    ['an empty source', '|', '(^!)'],
    ['a silent source', '-', '^'],
    ['an error', 'a-#', '^-!'],
  ])('passes %s', (_, marble, subs) => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Good>(marble, values, apiError());

      expectObservable(source.pipe(text())).toBe(marble, undefined, apiError());
      expectSubscriptions(source.subscriptions).toBe(subs);
    });
  });

  it('leaves the source when it is left', () => {
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const source = cold<Good>('a--b--t', values);
      const unsub = '            ^---!';
      const expected = '         a--b-';

      expectObservable(source.pipe(text()), unsub).toBe(expected);
      expectSubscriptions(source.subscriptions).toBe(unsub);
    });
  });

  it('emits the same to each subscriber of one operator value', () => {
    const operator = text();
    const source = new Subject<Good>();
    const seen: string[] = [];
    for (const name of ['one', 'two']) {
      source.pipe(operator).subscribe({ next: (piece) => seen.push(`${name} ${piece}`), error: () => seen.push('error') });
    }
    source.next(words('a'));
    expect(seen).toEqual(['one a', 'two a']);
  });

  it('stops a synchronous source as soon as its consumer has enough', () => {
    let produced = 0;
    const source = range(0, 1_000).pipe(map((): Good => { produced += 1; return words('a'); }));
    source.pipe(text(), take(2)).subscribe({ error: () => undefined });
    expect(produced).toBe(2);
  });
});
