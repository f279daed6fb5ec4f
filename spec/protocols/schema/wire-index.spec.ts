import { indexIn, isAbsurdIndex, isWireIndex } from '../../../src/protocols/schema/wire-index.js';

describe('an index of the wire', () => {
  it.each([
    [0, 'index'], [9_999, 'index'],
    [-1, 'none'], [1.5, 'none'], [null, 'none'], [Number.NaN, 'none'],
    [10_000, 'absurd'], [Infinity, 'absurd'],
  ])('%p is %s', (value, what) => {
    expect([isWireIndex(value), isAbsurdIndex(value)]).toEqual([what === 'index', what === 'absurd']);
    expect(indexIn(value)).toBe(what === 'index' ? value : undefined);
  });

  it('may be written as text', () => {
    expect(['0', '12', '-1', '1.5', '10000', '', ' 1'].map(indexIn)).toEqual([0, 12, undefined, undefined, undefined, undefined, undefined]);
  });
});
