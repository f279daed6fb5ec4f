import { GrowingList } from '../../../src/answer/growing-list.js';
import { putItem } from '../../../src/protocols/fold/put-item.js';

describe('putItem', () => {
  it('adds at the end and replaces elsewhere', () => {
    const list = new GrowingList(['a', 'b']);
    putItem(list, 2, 'c');
    putItem(list, 0, 'A');
    expect(list.items()).toEqual(['A', 'b', 'c']);
  });

  it('changes nothing where the item stands there already', () => {
    const list = new GrowingList(['a']);
    const before = list.items();
    putItem(list, 0, 'a');
    expect(list.items()).toBe(before);
  });

  it('adds an item that is undefined', () => {
    const list = new GrowingList<unknown>();
    putItem(list, 0, undefined);
    expect(list.items()).toEqual([undefined]);
  });

  it('refuses a list that only an attacker would send', () => {
    const list = new GrowingList(Array.from({ length: 10_000 }, () => 0));
    expect(() => { putItem(list, 10_000, 0); }).toThrow('A list of the answer has more than 10000 items.');
    expect(list).toHaveLength(10_000);
  });
});
