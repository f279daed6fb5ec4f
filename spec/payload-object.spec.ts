import { isNothing, isObject, listIn } from '../src/payload-object.js';

describe('isObject', () => {
  it('takes what has fields, and no list', () => {
    expect([{}, Object.create(null), [], null, undefined, 'text', 1].map(isObject)).toEqual([true, true, false, false, false, false, false]);
  });
});

describe('isNothing', () => {
  it('takes what says that there is nothing, and no number', () => {
    expect([undefined, null, false, '', [], {}].every(isNothing)).toBe(true);
    expect([0, 1, true, ' ', [null], { a: undefined }].some(isNothing)).toBe(false);
  });
});

describe('listIn', () => {
  it('gives the list under a key, and an empty one where there is none', () => {
    expect(listIn({ messages: [1] }, 'messages')).toEqual([1]);
    expect(listIn({ messages: 'Hi' }, 'messages')).toEqual([]);
    expect(listIn({}, 'messages')).toEqual([]);
  });
});
