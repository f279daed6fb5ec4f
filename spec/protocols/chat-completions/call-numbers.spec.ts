import { type CallMarks, isSilent, joinName, ToolCallNumbers } from '../../../src/protocols/chat-completions/call-numbers.js';

const marks = (fields: Partial<CallMarks>): CallMarks => ({ index: undefined, id: undefined, name: undefined, text: '', ...fields });

/** The numbers that fragments get, one after the other. */
function numbersOf(...fragments: Partial<CallMarks>[]): (number | undefined)[] {
  const numbers = new ToolCallNumbers();
  return fragments.map((fragment) => numbers.number(marks(fragment))?.index);
}

const begin = { name: 'weather', text: '{"city":"Oslo"}' };

describe('ToolCallNumbers', () => {
  it('counts calls in the order in which they begin', () => {
    expect(numbersOf({ index: 4, id: 'a', name: 'weather' }, { index: 2, id: 'b', name: 'search' }, { index: 4, text: '{}' }, { index: 2, text: '{}' })).toEqual([0, 1, 0, 1]);
  });

  it('tells parallel calls apart that all carry the same index', () => {
    expect(numbersOf({ index: 0, id: 'a', ...begin }, { index: 0, id: 'b', ...begin })).toEqual([0, 1]);
    expect(numbersOf({ index: 0, ...begin }, { index: 0, ...begin })).toEqual([0, 1]);
  });

  it('takes a new id without a name for more of the call', () => {
    expect(numbersOf({ index: 0, id: 'a', name: 'weather' }, { index: 0, id: 'b', text: '{}' })).toEqual([0, 0]);
  });

  it('tells whole calls of one id apart by their own numbers', () => {
    expect(numbersOf({ index: 0, id: 'a', ...begin }, { index: 1, id: 'a', ...begin })).toEqual([0, 1]);
    expect(numbersOf({ id: 'a', name: 'weather' }, { id: 'a', text: '{}' })).toEqual([0, 0]);
  });

  it('goes on with the newest call where a fragment says nothing of which it is', () => {
    expect(numbersOf({ index: 0, id: 'a', name: 'x' }, { index: 1, id: 'b', name: 'y' }, { text: '{}' })).toEqual([0, 1, 1]);
  });

  it('lets the position in its list stand in for a missing index', () => {
    const numbers = new ToolCallNumbers();
    for (const [position, id] of ['a', 'b'].entries()) numbers.number(marks({ id, name: 'weather' }), position);
    expect(numbers.number(marks({ text: '{}' }), 0)?.index).toBe(0);
    expect(numbers.find(marks({ text: '{}' }), 1)).toBe(1);
  });

  it('tells an id and a name where they are news, the name as a whole', () => {
    const numbers = new ToolCallNumbers();
    expect(numbers.number(marks({ index: 0, id: 'a', name: 'get_' }))).toEqual({ index: 0, id: 'a', name: 'get_' });
    expect(numbers.number(marks({ index: 0, id: 'a', name: 'weather' }))).toEqual({ index: 0, name: 'get_weather' });
    expect(numbers.number(marks({ index: 0, id: 'a', name: 'get_weather', text: '{}' }))).toEqual({ index: 0 });
  });

  it('ends where nobody makes so many calls', () => {
    const numbers = new ToolCallNumbers();
    for (let at = 0; at < 10_000; at += 1) numbers.number(marks({ id: String(at), name: 'x' }));
    expect(numbers.number(marks({ id: 'more', name: 'x' }))).toBeUndefined();
    expect(numbers.count).toBe(10_000);
  });
});

describe('joinName', () => {
  it('joins pieces, and takes a piece that begins with the name so far for the whole name', () => {
    expect([joinName('', 'get'), joinName('get', '_it'), joinName('get', 'get_it'), joinName('get', 'get')]).toEqual(['get', 'get_it', 'get_it', 'get']);
  });
});

describe('isSilent', () => {
  it('is a fragment that says nothing but its index', () => {
    expect(isSilent(marks({ index: 3 }))).toBe(true);
    expect(isSilent(marks({ text: ' ' }))).toBe(false);
  });
});
