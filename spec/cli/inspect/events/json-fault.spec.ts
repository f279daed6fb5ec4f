import { jsonFault } from '../../../../src/cli/inspect/events/json-fault.js';
import { seededRandom } from '../../../support/seeded-random.js';

const SAMPLE = '{"a": [1, -2.5e3, "x\\n\\u00e9", true, false, null, {}, []], "b":{"c": ""}} ';

describe('jsonFault', () => {
  it('finds nothing in JSON', () => {
    for (const text of [SAMPLE, '0', '""', '[]', ' {"a":1}\n']) expect([text, jsonFault(text)]).toEqual([text, undefined]);
  });

  it.each([
    ['{"a":"b"c"}', 8],
    ['{unreadable}', 1],
    ['{"a":1,}', 7],
    ['[1,]', 3],
    ['{"a" 1}', 5],
    ['{"a":1}{"b":2}', 7],
    ['{"a":tru}', 5],
    ['{"a":01}', 5],
    ['"a\nb"', 2],
    ['"\\x"', 2],
    ['error: no', 0],
    ['', 0],
  ])('points into %j at %i', (text, index) => {
    expect(jsonFault(text)).toBe(index);
  });

  it('points behind every text that only ends too early', () => {
    const text = SAMPLE.trimEnd();
    for (let length = 1; length < text.length; length++) expect(jsonFault(text.slice(0, length))).toBe(length);
  });

  it('agrees with JSON.parse about any damage', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 3_000; round++) {
      const at = Math.floor(random() * SAMPLE.length);
      const text = SAMPLE.slice(0, at) + (SAMPLE[Math.floor(random() * SAMPLE.length)] ?? '') + SAMPLE.slice(at + Math.floor(random() * 3));
      let isJson = true;
      try {
        JSON.parse(text);
      } catch {
        isJson = false;
      }
      expect([text, jsonFault(text) === undefined]).toEqual([text, isJson]);
    }
  });

  it('reads deep nesting without a stack', () => {
    expect(jsonFault('['.repeat(200_000) + ']'.repeat(200_000))).toBeUndefined();
  });
});
