import { indexIn, isAbsurdIndex, isWireIndex } from '../../../src/protocols/schema/wire-index.js';

describe('an index of the wire', () => {
  it.each([
    [0, 'index'], [9_999, 'index'],
    [-1, 'none'], [1.5, 'none'], ['0', 'none'], [null, 'none'], [Number.NaN, 'none'],
    [10_000, 'absurd'], [Infinity, 'absurd'],
  ])('%p is %s', (value, what) => {
    expect([isWireIndex(value), isAbsurdIndex(value)]).toEqual([what === 'index', what === 'absurd']);
    expect(indexIn(value)).toBe(what === 'index' ? value : undefined);
  });
});
