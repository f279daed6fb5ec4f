import { PartialJson } from '../../src/json/partial-json.js';

/** The snapshots of a text that arrives in these pieces, each frozen when it comes. */
function snapshots(pieces: readonly string[]): unknown[] {
  const json = new PartialJson();
  return pieces.flatMap((piece) => {
    json.write(piece);
    const snapshot = json.snapshot();
    return snapshot === undefined ? [] : [deepFreeze(snapshot.value)];
  });
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

const cut = (text: string, length: number): string[] => text.match(new RegExp(`[^]{1,${String(length)}}`, 'g')) ?? [];

/** How many entries of containers were copied, or built anew, for all the snapshots. */
function copies(values: readonly unknown[]): number {
  const seen = new Set<unknown>();
  const count = (value: unknown): number => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return 0;
    seen.add(value);
    const entries: unknown[] = Object.values(value);
    return entries.reduce((sum: number, entry) => sum + count(entry), entries.length);
  };
  return values.reduce((sum: number, value) => sum + count(value), 0);
}

describe('PartialJson', () => {
  it('shows what is certain: strings grow, numbers and words have ended', () => {
    expect(snapshots([...'{"ab":"x\\ny","n":-12.5,"t":[true,null]}'])).toEqual([
      {},
      { ab: '' },
      { ab: 'x' },
      { ab: 'x\n' },
      { ab: 'x\ny' },
      { ab: 'x\ny', n: -12.5 },
      { ab: 'x\ny', n: -12.5, t: [] },
      { ab: 'x\ny', n: -12.5, t: [true] },
      { ab: 'x\ny', n: -12.5, t: [true, null] },
    ]);
  });

  it.each(['{"a":tr', '{"a":1', '{"a":1e', '{"a":-', '{"a":nul', '{"a', '{"a"', '{"a":'])('shows nothing half-read in %s', (text) => {
    expect(snapshots([text])).toEqual([{}]);
  });

  it('shows documents that are no object too, numbers only once they have ended', () => {
    expect(snapshots(['"He', 'llo', '"'])).toEqual(['He', 'Hello']);
    expect(snapshots(['1', '2'])).toEqual([]);
    expect(snapshots(['1', '2', ' '])).toEqual([12]);
    expect(snapshots(['tr', 'ue'])).toEqual([true]);
  });

  it('comes to what JSON.parse says, in every chunking', () => {
    const text = JSON.stringify({ a: [{ b: 'ü€😀"\\\u0001' }, [], {}, [[1, -2.5e3], false]], '': null, é: '\ud83d' });
    for (let length = 1; length <= text.length; length += 1) {
      expect(snapshots(cut(text, length)).at(-1)).toEqual(JSON.parse(text));
    }
  });

  it('never takes anything back, and never shows what will not be there', () => {
    const text = JSON.stringify({ list: [{ name: 'one', n: 1 }, { name: 'two', ok: false }], text: 'a "b" c', deep: { er: { x: 'y' } } });
    let before: unknown = {};
    for (const snapshot of snapshots([...text])) {
      expect(isBeginning(before, snapshot)).toBe(true);
      expect(isBeginning(snapshot, JSON.parse(text))).toBe(true);
      before = snapshot;
    }
  });

  it('shares what has been closed', () => {
    const [, first, second] = snapshots(['{"a":{"x":[1]},', '"b":"h', 'i']) as { a: object }[];
    expect(first).toEqual({ a: { x: [1] }, b: 'h' });
    expect(second).toEqual({ a: { x: [1] }, b: 'hi' });
    expect(second?.a).toBe(first?.a);
  });

  it('says nothing where there is no news', () => {
    expect(snapshots(['{"a":1,', ' ', '"b', '":', '2', '.', '5', '}', ' '])).toEqual([{ a: 1 }, { a: 1, b: 2.5 }]);
    expect(snapshots(['["x', '', '"', ',', '"x"', ',', '"x', '"]'])).toEqual([['x'], ['x', 'x'], ['x', 'x', 'x']]);
  });

  it('stops where the text stops being JSON, without a complaint', () => {
    expect(snapshots(['{"a":1,', 'b:2', ',"c":3}'])).toEqual([{ a: 1 }]);
    expect(snapshots(['Sure, ', 'here: {"a":1}'])).toEqual([]);
    expect(snapshots(['{"a":1}', '\n```', ' {"b":2}'])).toEqual([{ a: 1 }]);
  });

  it('takes __proto__ for the name of an entry', () => {
    const found = snapshots([...'{"__proto__":{"polluted":"yes"},"constructor":{"prototype":[1]}}']);
    for (const snapshot of found) expect(Object.getPrototypeOf(snapshot)).toBe(Object.prototype);
    expect(Object.keys(found.at(-1) as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('stops at a depth that nobody means', () => {
    const found = snapshots(cut('['.repeat(100_000), 4));
    expect(found.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(found.at(-1))).toBe('['.repeat(200) + ']'.repeat(200));
  });

  it.each([
    ['a long text', { text: 'word '.repeat(4_000) }],
    ['a wide list', Array.from({ length: 5_000 }, (_, n) => n % 1_000)],
    ['many records', { rows: Array.from({ length: 500 }, (_, id) => ({ id, name: `name ${String(id)}`, ok: true })) }],
    ['a wide object', Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`k${String(n)}`, n]))],
  ])('copies at most 32 entries per character, whatever the shape: %s', (_, value) => {
    const text = JSON.stringify(value);
    const found = snapshots(cut(text, 4));
    expect(found.length).toBeGreaterThan(50);
    expect(copies(found)).toBeLessThan(33 * text.length);
    expect(copies(found) / text.length).toBeLessThan(33);
  });

  it('makes a wide list wait, and shows it all the same', () => {
    const found = snapshots(cut(JSON.stringify(Array.from({ length: 5_000 }, () => 7)), 4)) as unknown[][];
    const steps = found.map((list, index) => list.length - (found[index - 1]?.length ?? 0));
    expect(Math.max(...steps.slice(0, 20))).toBeLessThanOrEqual(2);
    expect(Math.max(...steps)).toBeLessThan(100);
  });
});

/** Whether `whole` can grow out of `part`. */
function isBeginning(part: unknown, whole: unknown): boolean {
  if (typeof part === 'string') return typeof whole === 'string' && whole.startsWith(part);
  if (typeof part !== 'object' || part === null) return part === whole;
  return Object.entries(part).every(([key, value]) => isBeginning(value, (whole as Record<string, unknown>)[key]));
}
