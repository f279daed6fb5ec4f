import { GrowingList } from '../../../src/answer/growing-list.js';
import { Draft } from '../../../src/protocols/fold/draft.js';

const fields = (count: number): Record<string, number> => Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${String(at)}`, at]));

describe('Draft', () => {
  it('lets the newest value win, and null not overwrite', () => {
    const draft = new Draft({ a: 1, b: 2, c: null });
    draft.set('a', 3);
    draft.set('b', null);
    draft.set('b', undefined);
    draft.set('c', 4);
    expect(draft.snapshot()).toEqual({ a: 3, b: 2, c: 4 });
  });

  it('never changes what it has shown, and shows the same object until something has changed', () => {
    const draft = new Draft({ text: 'a' });
    draft.push('list', [1]);
    const before = draft.snapshot();
    draft.set('text', 'a');
    draft.append('text', '');
    draft.push('list', []);
    expect(draft.snapshot()).toBe(before);
    draft.append('text', 'b');
    draft.push('list', [2]);
    expect(before).toEqual({ text: 'a', list: [1] });
    expect(draft.snapshot()).toEqual({ text: 'ab', list: [1, 2] });
  });

  it('shares with the snapshot before every list that stayed the same', () => {
    const draft = new Draft({ text: 'a' });
    draft.push('list', [1]);
    const before = draft.snapshot();
    draft.append('text', 'b');
    expect(draft.snapshot().list).toBe(before.list);
  });

  it('makes a text of what is none, and a list of what is none', () => {
    const draft = new Draft({ text: null, list: 'x' });
    draft.append('text', 'a');
    draft.push('list', [1]);
    expect(draft.snapshot()).toEqual({ text: 'a', list: [1] });
    expect(draft.get('list')).toEqual([1]);
  });

  it('shows a list that is put together elsewhere, in the place of the field that it was', () => {
    const draft = new Draft({ list: [], last: 1 });
    const list = new GrowingList<unknown>(['a']);
    draft.show('list', list);
    const before = draft.snapshot();
    list.put(0, 'b');
    draft.show('list', list);
    expect(before).toEqual({ list: ['a'], last: 1 });
    expect(Object.entries(draft.snapshot())).toEqual([['list', ['b']], ['last', 1]]);
  });

  it('keeps the first hundred fields that the server names, and every one that a fold sets', () => {
    const draft = new Draft(fields(150));
    draft.merge({ k0: 'new', k149: 'left out' });
    draft.keep('another', 1);
    draft.set('content', 'a');
    draft.append('text', 'b');
    draft.push('list', [1]);
    expect(draft.snapshot()).toEqual({ ...fields(100), k0: 'new', content: 'a', text: 'b', list: [1] });
  });

  it('takes __proto__ for a field like any other', () => {
    const draft = new Draft(JSON.parse('{"__proto__":{"polluted":true}}') as Record<string, unknown>);
    draft.push('a', [1]);
    expect(Object.keys(draft.snapshot())).toEqual(['__proto__', 'a']);
    expect((draft.snapshot() as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
