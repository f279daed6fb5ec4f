import { printedKeys } from '../../../src/errors/printing/printed-keys.js';

describe('printedKeys', () => {
  it('names the keys of a plain object that enumerate', () => {
    expect(printedKeys(Object.defineProperty({ a: 1 }, 'hidden', { value: 2 }))).toEqual(['a']);
  });

  it('names what an error inherits, and what of it does not enumerate', () => {
    const keys = printedKeys(Object.assign(new AggregateError([], 'both'), { hint: 1 }));
    expect(keys).toEqual(expect.arrayContaining(['name', 'message', 'stack', 'cause', 'code', 'errors', 'hint']));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('names none of what cannot be read', () => {
    expect(printedKeys(new Proxy({}, { ownKeys: () => { throw new Error('no'); } }))).toEqual([]);
  });
});
