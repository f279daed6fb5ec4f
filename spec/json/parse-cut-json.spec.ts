import { parseCutJson } from '../../src/json/parse-cut-json.js';
import { cpuMs } from '../support/cpu-ms.js';

const text = '{"a":"x\\"}\\\\","b":[1,-2.5e3,true,null,{"c":{}}],"d":"\u{1F600}","e":12}';

describe('parseCutJson', () => {
  it.each([
    ['{', {}],
    ['[', []],
    ['{"a', {}],
    ['{"a"', {}],
    ['{"a":', {}],
    ['{"a":"b', {}],
    ['{"a":"b"', { a: 'b' }],
    ['{"a":"b",', { a: 'b' }],
    ['{"a":"b","c', { a: 'b' }],
    ['{"a":tru', {}],
    ['{"a":true', { a: true }],
    ['{"a":12', {}],
    ['{"a":12 ', { a: 12 }],
    ['["a","b\\"', ['a']],
    ['[{"a":1},"b"', [{ a: 1 }, 'b']],
    ['{"a":[{"b":[', { a: [{ b: [] }] }],
    ['"whole"', 'whole'],
  ])('reads %s as far as it is whole', (cut, value) => {
    expect(parseCutJson(cut)).toStrictEqual(value);
  });

  it('reads a text that was cut anywhere', () => {
    for (let end = 1; end < text.length; end += 1) {
      const value = parseCutJson(text.slice(0, end)) as Record<string, unknown>;
      expect(JSON.parse(text)).toMatchObject({ ...value, b: expect.anything() as unknown });
    }
    expect(parseCutJson(text)).toStrictEqual(JSON.parse(text));
  });

  it.each(['', ' ', '"a', '12', '{a:1', '[1}', 'nonsense '])('throws at %j, which is no beginning of JSON with anything whole in it', (cut) => {
    expect(() => parseCutJson(cut)).toThrow(SyntaxError);
  });

  it('takes a long text at one pass', () => {
    const spentMs = cpuMs(() => {
      parseCutJson(`{"a":"${'\\"'.repeat(5_000_000)}`);
      parseCutJson('['.repeat(1_000_000));
    });
    expect(spentMs).toBeLessThan(5_000);
  });
});
