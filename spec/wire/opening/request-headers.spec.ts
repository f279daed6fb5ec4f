import { headerEntries, type HeaderFields, mistakeInText, plainHeaders } from '../../../src/wire/opening/request-headers.js';

describe('headerEntries', () => {
  it.each<[string, HeaderFields]>([
    ['an object', { a: '1' }],
    ['pairs', [['a', '1']]],
    ['Headers', new Headers({ a: '1' })],
    ['a Map', new Map([['a', '1']])],
  ])('reads %s', (_, headers) => {
    expect(headerEntries(headers)).toEqual([['a', '1']]);
  });

  it('refuses what is no headers', () => {
    expect(() => headerEntries(5 as unknown as HeaderFields)).toThrow('The headers must be an object, pairs of a name and a value, or Headers.');
  });
});

describe('plainHeaders', () => {
  it('keeps the later of two fields of one name, in whatever case', () => {
    expect(plainHeaders([['Accept', 'a'], ['x', '1'], ['ACCEPT', 'b']])).toEqual({ accept: 'b', x: '1' });
  });

  it.each([
    [['bad name', 'x'], 'The header "bad name" is not a valid header.'],
    [['x-key', 'one\ntwo'], 'The header "x-key" has a character at position 3 that no HTTP header can carry (a line break).'],
    [['x-key', '\u201csk\u201d'], 'The header "x-key" has a character at position 0 that no HTTP header can carry (a typographic quote).'],
    [['x-key', 'sk-\u{1f511}'], 'The header "x-key" has a character at position 3 that no HTTP header can carry (a control character, or one outside of Latin-1).'],
  ] as const)('refuses %j, and shows no value', (field, message) => {
    expect(() => plainHeaders([field])).toThrow(message);
  });
});

describe('mistakeInText', () => {
  it('names what is no text, and no other', () => {
    expect(mistakeInText(5)).toBe('must be a string, not number.');
    expect(mistakeInText('caf\u00e9\t~')).toBeUndefined();
  });
});
