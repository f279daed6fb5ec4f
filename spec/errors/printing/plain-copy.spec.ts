import { plainCopy } from '../../../src/errors/printing/plain-copy.js';

describe('plainCopy', () => {
  it('names what keeps its content elsewhere than in its properties', () => {
    const odd = {
      map: new Map([[1, 2]]), set: new Set([1]), headers: new Headers({ a: 'b' }), bytes: new Uint8Array(3), promise: Promise.resolve(1), pattern: /x/,
      url: new URLSearchParams('a=b'),
    };
    expect(plainCopy(odd)).toEqual({
      map: '[Map]', set: '[Set]', headers: '[Headers]', bytes: '[Uint8Array]', promise: '[Promise]', pattern: '[RegExp]', url: '[URLSearchParams]',
    });
  });

  it('opens boxed values and dates', () => {
    expect(plainCopy([new String('a'), new Number(1), new Boolean(false), new Date(0), new Date(NaN)])).toEqual(['a', 1, false, '1970-01-01T00:00:00.000Z', null]);
  });

  it('puts every text through the map: values, keys, numbers and the names of what it does not open', () => {
    const shout = (text: string): string => text.toUpperCase().replace('7', 'seven');
    expect(plainCopy({ a: ['b', 7, 7n, 8], m: new Map() }, shout)).toEqual({ A: ['B', 'seven', 'seven', 8], M: '[MAP]' });
  });

  it('leaves out functions, symbols and symbol keys, and calls no toJSON', () => {
    expect(plainCopy({ f: () => 1, s: Symbol('x'), [Symbol('k')]: 1, toJSON: () => 'no', a: 1 })).toEqual({ f: undefined, s: undefined, toJSON: undefined, a: 1 });
  });

  it('reads an error as its fields', () => {
    expect(plainCopy(Object.assign(new TypeError('x'), { code: 'E' }))).toMatchObject({ name: 'TypeError', message: 'x', code: 'E' });
  });
});
