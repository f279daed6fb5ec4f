import { JsonScan } from '../../src/json/json-scan.js';

const scan = (text: string): JsonScan => new JsonScan().add(text);

describe('JsonScan', () => {
  it.each([
    ['{}', true, 1],
    ['{"a":[1,{"b":2}]}', true, 3],
    ['{"a":[1,{"b":2}]', false, 3],
    ['["}]"', false, 1],
    ['["\\"]", "\\\\"]', true, 1],
    ['"{}"', false, 0],
    ['', false, 0],
    [']]]{', false, 0],
  ])('follows the brackets of %j', (text, closed, deepest) => {
    expect(scan(text)).toMatchObject({ closed, deepest });
  });

  it('sees the same in every chunking', () => {
    const text = '{"a":["\\\\\\"]{", {"b":[]}]}';
    for (let cut = 0; cut < text.length; cut += 1) {
      expect(scan(text.slice(0, cut)).closed).toBe(false);
      expect(scan(text.slice(0, cut)).add(text.slice(cut))).toMatchObject({ closed: true, deepest: 4 });
    }
  });

  it('stays closed', () => {
    expect(scan('{}{').closed).toBe(true);
  });
});
