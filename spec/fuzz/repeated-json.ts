import assert from 'node:assert/strict';
import fc from 'fast-check';

import { fillTemplate, learnTemplate, type JsonTemplate } from '../../src/wire/json-template.js';
import { createRepeatedJsonParser } from '../../src/wire/repeated-json.js';

/** What may change from one text to the next, in groups that are mostly of one kind; the last of each is not, or is no JSON. */
const variants = [
  ['"x"', '"y"', '""', '"of more than twelve characters"', '"\\n"', '"\\\\"', '"a\\"b"', '"ü€😀"', '"\\ud800"', '"\u2028"', '7'],
  ['"sample 0 of slot 0"', '"sample 1 of slot 0"', '"\\u0073ample 0 of slot 0"', '"sample 0 of slot 1"', '"x"', '"\n"'],
  ['0', '7', '12', '1760000001', '7310958000', '7310958100', '123456789012345', '98765432109876543210987', '123456789012345678901', '007'],
  ['1e5', '1e6', '1e-5', '1e400', '10e1', '1.5', '1.25', '-1', '-7', '7310958000e0', '-'],
  ['null', 'true', 'false', '[]', '{}', '[1]', '{"a":1}', 'nul'],
] as const;

const keys = ['"a"', '"a"', '"b"', '"__proto__"', '"1"', '"\\u0061"', '"toJSON"', '"sample 0 of slot 0"'];

/** A piece of text that stays, or the group of what may stand there. */
type Piece = string | readonly string[];

const { value } = fc.letrec<{ value: Piece[]; leaf: Piece[]; list: Piece[]; fields: Piece[] }>((tie) => ({
  value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, { weight: 3, arbitrary: tie('leaf') }, tie('list'), { weight: 2, arbitrary: tie('fields') }),
  leaf: fc.constantFrom(...variants).chain((group) => fc.constantFrom<Piece>(group, group, ...group)).map((piece) => [piece]),
  list: fc.array(tie('value'), { maxLength: 3 }).map((items) => ['[', ...between(items), ']']),
  fields: fc.array(fc.tuple(fc.constantFrom(...keys), tie('value')), { maxLength: 4 })
    .map((entries) => ['{', ...between(entries.map(([key, inside]) => [key, ':', ...inside])), '}']),
}));

function between(parts: readonly Piece[][]): Piece[] {
  return parts.flatMap((part, at) => (at === 0 ? part : [',', ...part]));
}

/** Texts of one shape, nearly: each has its own words, numbers and padding, and now and then something that no other has. */
const alike = value.chain((pieces) => fc.array(fc.array(fc.nat({ max: 200 }), { minLength: 1, maxLength: 12 }), { minLength: 3, maxLength: 6 }).map((choices) => {
  return choices.map((numbers) => pieces.map((piece, at) => {
    const number = numbers[at % numbers.length] ?? 0;
    const chosen = typeof piece === 'string' ? piece : (piece[number % piece.length] ?? '');
    return number % 7 === 6 ? `${chosen}${' '.repeat(number % 4)}` : chosen;
  }).join(''));
}));

/** What a template says of a text is what `JSON.parse` says of it, in objects of its own; where it says nothing, nothing is lost. */
export const repeatedJsonProperty = fc.property(alike, (texts) => {
  const json = texts.filter((text) => parsed(text) !== undefined);
  for (const [at, text] of json.entries()) {
    const template = learnTemplate(json[at - 1] ?? text, text);
    for (const whole of texts) {
      for (const candidate of [whole, whole.slice(0, -1), `${whole}}`]) checkFilled(template, candidate);
    }
  }
  const parse = createRepeatedJsonParser();
  for (let round = 0; round < 10; round += 1) {
    for (const text of texts) assert.deepStrictEqual(parse(text), parsed(text));
  }
});

function checkFilled(template: JsonTemplate | undefined, text: string): void {
  const filled = template && fillTemplate(template, text);
  if (template === undefined || filled === undefined) return;
  assert.deepStrictEqual(filled, parsed(text));
  assert.equal(JSON.stringify(filled), JSON.stringify(parsed(text)), 'the fields are in another order');
  overwrite(filled);
  assert.deepStrictEqual(fillTemplate(template, text), parsed(text), 'two values have an object in common');
}

function overwrite(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, inside] of Object.entries(part)) {
    overwrite(inside);
    Object.defineProperty(part, key, { value: 'overwritten' });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
