import { Unescaped, unescaped } from '../../../src/errors/printing/unescaped.js';

describe('a text without its escapes', () => {
  it('is the same for every spelling', () => {
    for (const text of ['a/b"c', 'a%2Fb%22c', 'a%252Fb%2522c', 'a\\/b\\"c', 'a\\u002fb\\\\\\"c', 'a&#47;b&quot;c']) expect(unescaped(text)).toBe('a/b"c');
  });

  it.each(['plain', 'a%2Fb', '%2F%2F', 'a\\"b\\\\c', 'x&amp;y%25z+', '\\u0041\\u0042', '&#128512;!'])('knows where each character of %j comes from', (original) => {
    const reading = new Unescaped(original);
    for (const [at, unit] of reading.text.split('').entries()) {
      expect(unescaped(original.slice(...reading.originOf([at, at + 1])))).toContain(unit);
    }
    expect(reading.originOf([0, reading.text.length])).toEqual([0, original.length]);
  });

  it('leaves out an escape that was cut, and goes to the end of the original there', () => {
    for (const cut of ['%', '%2', '%25', '\\u00', '&am']) {
      const reading = new Unescaped(`key${cut}`);
      expect(reading.text).toBe('key');
      expect(reading.originOf([0, 3])).toEqual([0, 3 + cut.length]);
    }
  });
});
