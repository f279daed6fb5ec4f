import { ListElements } from '../../src/json/list-elements.js';

/** The elements that each piece closes, and whether the list has been closed by the end. */
function read(pieces: readonly string[], field?: string): [elements: (readonly unknown[])[], hasEnded: boolean] {
  const list = new ListElements(field);
  return [pieces.map((piece) => [...list.add(piece)]), list.hasEnded];
}

describe('ListElements', () => {
  it('gives each element of the whole text when it is closed', () => {
    expect(read(['[{"a":[1', ']},{"a"', ':2}', ',3', ',"x"]'])).toEqual([[[], [{ a: [1] }], [{ a: 2 }], [], [3, 'x']], true]);
    expect(read(['[]'])).toEqual([[[]], true]);
  });

  it('gives those of a field, and of no other list', () => {
    const text = '{"no":[1],"deep":{"cities":[2]},"cities":[{"cities":[3]},[4]],"cities":[5],"more":[6]}';
    expect(read([text], 'cities')).toEqual([[[{ cities: [3] }, [4]]], true]);
    expect(read([...text], 'cities')[0].flat()).toEqual([{ cities: [3] }, [4]]);
    expect(read(['[[1]]'], 'cities')).toEqual([[[]], false]);
    expect(read(['{"a":[1]}'])).toEqual([[[]], false]);
  });

  it('takes a field of any name', () => {
    expect(read(['{"a.*$":[1],"__proto__":[2]}'], '__proto__')[0]).toEqual([[2]]);
    expect(read(['{"a.*$":[1]}'], 'a.*$')[0]).toEqual([[1]]);
  });

  it('stops where the text is no JSON, and after the list', () => {
    expect(read(['[1,2 oh', ',3]'])).toEqual([[[1, 2], []], false]);
    expect(read(['[1]', ' and more [2]'])).toEqual([[[1], []], true]);
    expect(read(['['.repeat(300) + '1,2'])).toEqual([[[]], false]);
  });
});
