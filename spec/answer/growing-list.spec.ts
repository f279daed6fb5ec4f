import { GrowingList } from '../../src/answer/growing-list.js';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

function shown(list: GrowingList<unknown>, key = 'list'): Record<string, unknown> {
  const snapshot: Record<string, unknown> = {};
  list.showIn(snapshot, key);
  return snapshot;
}

describe('GrowingList', () => {
  it.each([0, 1, 255, 256, 257, 511, 512, 513, 1_000])('holds %d items, each in its place', (count) => {
    const list = new GrowingList(numbers(count));
    expect(list).toHaveLength(count);
    expect(list.items()).toEqual(numbers(count));
    expect([list.at(0), list.at(count - 1), list.at(count)]).toEqual([numbers(count)[0], numbers(count)[count - 1], undefined]);
  });

  it.each([3, 256, 600])('never changes what it has shown, of %d items', (count) => {
    const list = new GrowingList(numbers(count));
    const read = shown(list);
    expect(read).toEqual({ list: numbers(count) });
    const unread = shown(list);
    list.put(1, -1);
    list.put(count - 1, -2);
    list.push([-3]);
    expect(read).toEqual({ list: numbers(count) });
    expect(unread).toEqual({ list: numbers(count) });
    expect(list.items()).toEqual([0, -1, ...numbers(count).slice(2, -1), -2, -3]);
  });

  it.each([3, 600])('shows the same array of %d items until something has changed', (count) => {
    const list = new GrowingList(numbers(count));
    const [first, second] = [shown(list), shown(list)];
    expect(first.list).toBe(second.list);
    expect(first.list).toBe(list.items());
    list.put(0, 7);
    expect(shown(list).list).not.toBe(first.list);
  });

  it('shows plain arrays, lists of lists too', () => {
    const list = new GrowingList<unknown>(numbers(300).map((number) => [number]));
    expect(Array.isArray(shown(list).list)).toBe(true);
    expect(structuredClone(shown(list))).toEqual({ list: numbers(300).map((number) => [number]) });
    expect(JSON.parse(JSON.stringify(shown(list)))).toEqual({ list: numbers(300).map((number) => [number]) });
  });

  it.each([3, 600])('is a field like any other under the name __proto__, with %d items', (count) => {
    const snapshot = shown(new GrowingList(numbers(count)), '__proto__');
    expect(Object.keys(snapshot)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(snapshot)).toBe(Object.prototype);
  });

  it('leaves the list it began with alone', () => {
    const begun = [1, 2];
    const list = new GrowingList(begun);
    list.push([3]);
    expect(begun).toEqual([1, 2]);
  });
});
