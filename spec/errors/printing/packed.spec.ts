import { byteLists, packed } from '../../../src/errors/printing/packed.js';

describe('packed', () => {
  it('is part of the Base64 of whatever text the bytes stand in, in both alphabets', () => {
    const secret = '>>>???~~~key';
    const spellings = packed([...Buffer.from(secret)]);
    for (const before of ['', 'a', 'ab', 'abc']) {
      for (const alphabet of ['base64', 'base64url'] as const) {
        const text = Buffer.from(`${before}${secret}after`).toString(alphabet);
        expect(spellings.some((spelling) => text.includes(spelling))).toBe(true);
      }
    }
  });
});

describe('byteLists', () => {
  it.each([[' ', 16], [':', 16], ['-', 16], [',', 10], [', ', 10]])('go on with the same sign between the bytes: %j', (between, radix) => {
    const write = (bytes: readonly number[]): string => bytes.map((byte) => byte.toString(radix).padStart(radix === 16 ? 2 : 1, '0')).join(between);
    const list = byteLists([104, 117]).find(({ head }) => head === write([104, 117]));
    const text = `${write([104, 117, 115, 104])}; 20`;
    if (list === undefined) throw new Error('There is no such list.');
    list.rest.lastIndex = list.head.length;
    expect(list.head.length + (list.rest.exec(text)?.[0].length ?? 0)).toBe(text.indexOf(';'));
  });
});
