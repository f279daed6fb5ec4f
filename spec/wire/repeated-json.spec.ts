import { jest } from '@jest/globals';

import { quoted } from '../../src/wire/json-slots.js';
import { fillTemplate, learnTemplate } from '../../src/wire/json-template.js';
import { createRepeatedJsonParser } from '../../src/wire/repeated-json.js';

const chunk = (content: string, created: number, padding: string): string => {
  return `{"id":"chatcmpl-1","created":${String(created)},"choices":[{"index":0,"delta":{"content":${JSON.stringify(content)}}}],"obfuscation":"${padding}"}`;
};
const delta = (text: string, number: number): string => `{"type":"response.output_text.delta","sequence_number":${String(number)},"delta":"${text}","logprobs":[]}`;
const block = (text: string, spaces: number): string => `{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"${text}"}${' '.repeat(spaces)}}`;

describe('what two JSON texts have in common', () => {
  it.each([
    ['words and padding', chunk('Hel', 1, 'aX9'), chunk('lo, ', 1, 'Zq81w'), chunk('"world" of more than twelve\n', 1, '')],
    ['a clock', chunk('Hel', 1_760_000_001, 'aX9'), chunk('lo', 1_760_000_002, 'Zq'), chunk('!', 1_770_000_000, 'x')],
    ['a count', delta('Hel', 9), delta('lo', 10), delta('!', 123_456)],
    ['spaces', block('Hel', 0), block('lo', 7), block('!', 3)],
    ['escapes that begin alike', chunk('say "a', 1, ''), chunk('say "b', 1, ''), chunk('\\', 1, '')],
    ['nothing that differs', '{"type":"ping"}', '{"type":"ping"}', '{"type":"ping"}'],
  ])('is learnt, and read in a third: %s', (_, one, other, third) => {
    const template = learnTemplate(one, other);
    expect(template).toBeDefined();
    for (const text of [one, other, third]) expect(template && fillTemplate(template, text)).toStrictEqual(JSON.parse(text));
  });

  it.each([
    ['the names of fields', '{"a":1,"b":2}', '{"a":1,"c":2}'],
    ['a value that is no string any more', '{"a":"x"}', '{"a":null}'],
    ['the length of a list', '{"a":[1]}', '{"a":[1,2]}'],
    ['a sign', '{"a":1}', '{"a":-1}'],
    ['the digits behind a point', '{"a":1.25}', '{"a":1.5}'],
    ['an exponent', '{"a":1e5}', '{"a":1e6}'],
    ['a field that another of the same name hides', '{"a":"x","a":1}', '{"a":"y","a":1}'],
    ['nine values', '[1,1,1,1,1,1,1,1,1]', '[2,2,2,2,2,2,2,2,2]'],
  ])('is not learnt where they differ in %s', (_, one, other) => {
    expect(learnTemplate(one, other)).toBeUndefined();
  });

  it('is not found where the sample that it is tried with stands by chance', () => {
    const sample = quoted.sample(0, 0);
    expect(learnTemplate(`{"a":"x","a":"${sample}"}`, `{"a":"y","a":"${sample}"}`)).toBeUndefined();
  });

  it.each([
    ['a line break in a string', delta('\n', 1)],
    ['a leading zero', delta('x', 1).replace(':1,', ':01,')],
    ['no digits', delta('x', 1).replace(':1,', ':,')],
    ['a cut', delta('x', 1).slice(0, -1)],
    ['a cut in a string', delta('x', 1).slice(0, -17)],
    ['a text that goes on', `${delta('x', 1)}}`],
  ])('does not make JSON of what is none: %s', (_, text) => {
    const template = learnTemplate(delta('x', 1), delta('y', 2));
    expect(template).toBeDefined();
    expect(template && fillTemplate(template, text)).toBeUndefined();
    expect(createRepeatedJsonParser()(text)).toBeUndefined();
  });
});

describe('a parser of JSON that repeats itself', () => {
  /** Two parts, with a clock that ticks in each of them, an event of another kind between them, and something rare now and then. */
  const texts = [
    ...Array.from({ length: 150 }, (_, at) => chunk(`word ${String(at)}`, 1_760_000_000 + Math.floor(at / 20), 'x'.repeat(at % 16))),
    '{"type":"ping"}',
    ...Array.from({ length: 350 }, (_, at) => (at % 90 === 7 ? '{"rare":true}' : delta(`word ${String(at)}`, at))),
  ];

  it('reads each text as JSON.parse does, and most of them without it', () => {
    const whole = texts.map((text) => JSON.parse(text) as unknown);
    const parseWhole = jest.spyOn(JSON, 'parse');
    const parse = createRepeatedJsonParser();
    const read = texts.map(parse);
    const parsedWhole = parseWhole.mock.calls.filter(([text]) => texts.includes(text)).length;
    parseWhole.mockRestore();
    expect(read).toStrictEqual(whole);
    expect(parsedWhole).toBeLessThan(texts.length / 3);
  });

  it('gives every value objects of its own', () => {
    const parse = createRepeatedJsonParser();
    const read = texts.slice(0, 60).map(parse) as { choices: { delta: object }[] }[];
    const objects = read.flatMap((value) => [value, value.choices, value.choices[0], value.choices[0]?.delta]);
    expect(new Set(objects).size).toBe(objects.length);
  });

  it('says of what is no JSON that it is none, and goes on', () => {
    const parse = createRepeatedJsonParser();
    for (const text of texts.slice(0, 60)) parse(text);
    expect(parse(texts[60]?.slice(0, -2) ?? '')).toBeUndefined();
    expect(parse(texts[61] ?? '')).toStrictEqual(JSON.parse(texts[61] ?? ''));
  });
});
