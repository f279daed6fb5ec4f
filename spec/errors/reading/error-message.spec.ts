import { messageIn, messageSource, readableText } from '../../../src/errors/reading/error-message.js';

describe('messageSource', () => {
  it.each<[object, unknown]>([
    [{ message: 'a', detail: 'b' }, 'a'],
    [{ message: ' ', detail: 'b' }, 'b'],
    [{ message: null, details: { x: 1 } }, { x: 1 }],
    [{ detail: [], error: 'c' }, 'c'],
    [{ error: { message: 'not here' } }, undefined],
    [{ status_msg: 'insufficient balance' }, 'insufficient balance'],
    [{ error_code: 17, error_msg: 'Open api daily request limit reached' }, 'Open api daily request limit reached'],
    [{}, undefined],
  ])('of %j is %j', (fields, source) => {
    expect(messageSource(fields as Record<string, unknown>)).toEqual(source);
  });
});

describe('messageIn', () => {
  it('leaves JSON to those who unpack it, and reads a list of problems', () => {
    expect(messageIn('{"a":1}')).toBeUndefined();
    expect(messageIn({ a: 1 })).toBeUndefined();
    expect(messageIn([{ loc: ['body', 0], msg: 'bad' }, 'worse'])).toBe('body.0: bad; worse');
    expect(messageIn(' said ')).toBe('said');
  });
});

describe('readableText', () => {
  it('is the title of a page, and any other text as it is', () => {
    expect(readableText('<html><title> 502 </title>')).toBe('502');
    expect(readableText('<html>no title')).toBeUndefined();
    expect(readableText(' plain ')).toBe('plain');
    expect(readableText('  ')).toBeUndefined();
  });
});
