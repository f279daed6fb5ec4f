import { isListOf, isMs, isObject, isText, needFields } from '../../../src/testing/reply/need-fields.js';

const fields = { name: [isText, 'a string'], waitMs: [isMs, 'milliseconds'] } as const;
const check = (value: unknown) => { needFields(value, fields, 'script[0]'); };

describe('needFields', () => {
  it('lets an object pass whose fields are as expected, or undefined', () => {
    expect(() => { check({ name: 'a', waitMs: undefined }); }).not.toThrow();
  });

  it.each([
    [['a'], 'script[0]: must be an object'],
    [{ nmae: 'a' }, 'script[0]: knows no field "nmae"; it has name, waitMs'],
    [{ constructor: 'a' }, 'script[0]: knows no field "constructor"; it has name, waitMs'],
    [{ name: 5 }, 'script[0]: name must be a string'],
  ])('says what is wrong with %j', (value, message) => {
    expect(() => { check(value); }).toThrow(new TypeError(message));
  });
});

describe('the checks', () => {
  it('know delays that a timer keeps', () => {
    expect([0, 2 ** 31 - 1, 2 ** 31, -1, '5', Number.NaN].map(isMs)).toEqual([true, true, false, false, false, false]);
  });

  it('tell objects from lists, and lists of one thing', () => {
    expect([isObject({}), isObject([]), isObject(null)]).toEqual([true, false, false]);
    expect([isListOf(isText)(['a']), isListOf(isText)(['a', 5]), isListOf(isText)('a')]).toEqual([true, false, false]);
  });
});
