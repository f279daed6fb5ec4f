import { GrowingList } from '../../src/answer/growing-list.js';
import { seededRandom } from '../support/seeded-random.js';

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

  it('shows at any time what a list that is copied each time shows, however late it is read', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 20; round += 1) {
      const list = new GrowingList<number>();
      let copied: number[] = [];
      const pairs: (readonly [Record<string, unknown>, number[]])[] = [];
      for (let step = 0; step < 1_500; step += 1) {
        const isReplaced = copied.length > 0 && random() < 0.3;
        const position = isReplaced ? Math.floor(random() * copied.length) : copied.length;
        list.put(position, step);
        copied = [...copied];
        copied[position] = step;
        if (random() < 0.05) pairs.push([shown(list), copied]);
        if (random() < 0.01) list.items();
      }
      for (const [snapshot, expected] of pairs) expect(snapshot.list).toEqual(expected);
    }
  });

  it.each([3, 600])('leaves what it has shown alone when it is cut to its first items, of %d', (count) => {
    const list = new GrowingList(numbers(count));
    const before = shown(list);
    list.truncate(2);
    list.push([-1, -2]);
    list.put(0, -3);
    expect(list.items()).toEqual([-3, 1, -1, -2]);
    expect(before.list).toEqual(numbers(count));
    list.truncate(9);
    expect(list).toHaveLength(4);
  });

  it('leaves the list it began with alone', () => {
    const begun = [1, 2];
    const list = new GrowingList(begun);
    list.push([3]);
    expect(begun).toEqual([1, 2]);
  });
});
