import fc from 'fast-check';
import * as z from 'zod/mini';

import { wireIndex } from '../../../src/protocols/schema/index-schema.js';
import { predicateOf } from '../../../src/protocols/schema/predicate-of.js';

const text = z.nullish(z.string());

/** The kinds of schema that the protocols are made of. */
const schemas: [name: string, schema: z.ZodMiniType][] = [
  ['a string', z.string()],
  ['a number', z.number()],
  ['an index', wireIndex],
  ['an optional index', z.nullish(wireIndex)],
  ['anything', z.unknown()],
  ['a union', z.union([z.string(), z.number()])],
  ['a list', z.array(z.object({ text }))],
  ['an object', z.object({ text: z.string(), index: z.nullish(wireIndex) })],
  ['an object of optionals', z.object({ text, index: z.optional(wireIndex), list: z.nullish(z.array(text)) })],
  ['an object with anything in it', z.object({ text: z.unknown(), index: z.optional(z.unknown()) })],
  ['nested objects', z.object({ list: z.array(z.object({ text, index: z.nullish(wireIndex) })), item: z.nullish(z.object({ text: z.string() })) })],
];

/** Values that are near what the schemas ask for, so that both answers come up. */
const leaf = fc.oneof(
  fc.constantFrom(null, true, '', 'a', 0, 9999, 10_000, -1, 0.5, -0, 2 ** 53, 'x'),
  fc.constant([]),
  fc.constant({}),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('any'), { maxLength: 3 }), tie('object')),
  object: fc.record({ text: tie('any'), index: tie('any'), list: tie('any'), item: tie('any') }, { requiredKeys: [] }),
})).any;

describe('the predicate of a schema', () => {
  it.each(schemas)('agrees with zod about %s', (_, schema) => {
    const matches = predicateOf(schema);
    fc.assert(
      fc.property(value, (candidate) => {
        expect(matches(candidate)).toBe(z.safeParse(schema, candidate).success);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes NaN and the infinities for no numbers, as zod does', () => {
    for (const number of [NaN, Infinity, -Infinity]) {
      expect(predicateOf(z.number())(number)).toBe(z.safeParse(z.number(), number).success);
    }
  });

  it('leaves to zod what it does not know', () => {
    for (const schema of [z.email(), z.string().check(z.minLength(1)), z.number().check(z.multipleOf(2)), z.date(), z.array(z.string()).check(z.maxLength(1))]) {
      expect([predicateOf(schema)('a@b.example'), predicateOf(schema)(2), predicateOf(schema)([])]).toEqual([false, false, false]);
    }
  });
});
