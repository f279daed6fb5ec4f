import fc from 'fast-check';
import * as z from 'zod/mini';

import { anyObject, anyShape, array, integer, nullable, nullish, object, orNothing, type Schema, string, within } from '../../../src/protocols/schema/schema.js';

const text = nullish(string);
const zText = z.nullish(z.string());
const index = integer(0, 9999);
const zIndex = z.int().check(z.gte(0), z.lte(9999));

/** The kinds of schema that the protocols are made of, and what zod calls the same. */
const schemas: [name: string, schema: Schema<unknown>, zod: z.ZodMiniType][] = [
  ['a string', string, z.string()],
  ['a string or null', nullable(string), z.nullable(z.string())],
  ['an index', index, zIndex],
  ['an optional index', nullish(index), z.nullish(zIndex)],
  ['anything', anyShape, z.unknown()],
  ['any object', anyObject, z.object({})],
  ['a list', array(object({ text })), z.array(z.object({ text: zText }))],
  ['an object', object({ text: string, index: nullish(index) }), z.object({ text: z.string(), index: z.nullish(zIndex) })],
  ['an object of optionals', object({ text, list: nullish(array(text)) }), z.object({ text: zText, list: z.nullish(z.array(zText)) })],
  ['an object with anything in it', object({ text: anyShape }), z.object({ text: z.optional(z.unknown()) })],
  [
    'nested objects',
    object({ list: array(object({ text, index: nullish(index) })), item: nullish(object({ text: string })) }),
    z.object({ list: z.array(z.object({ text: zText, index: z.nullish(zIndex) })), item: z.nullish(z.object({ text: z.string() })) }),
  ],
];

/** Values that are near what the schemas ask for, so that both answers come up. */
const leaf = fc.oneof(fc.constantFrom(null, true, '', 'a', 0, 9999, 10_000, -1, 0.5, -0, NaN, Infinity, 2 ** 53, 'x'), fc.constant([]), fc.constant({}));
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('any'), { maxLength: 3 }), tie('object')),
  object: fc.record({ text: tie('any'), index: tie('any'), list: tie('any'), item: tie('any') }, { requiredKeys: [] }),
})).any;

describe('a schema', () => {
  it.each(schemas)('lets pass what zod lets pass: %s', (_name, schema, zod) => {
    fc.assert(fc.property(value, (candidate) => { expect(schema(candidate) === undefined).toBe(z.safeParse(zod, candidate).success); }), { numRuns: 2_000 });
  });

  it('says where the first problem is and what was expected, and nothing of the content', () => {
    const schema = object({ delta: object({ text: string, index: integer(0, 9) }), list: array(text) });
    const told = (delta: unknown, list: unknown = []): string | undefined => schema({ delta, list });
    expect(schema('secret')).toBe('expected object');
    expect(told('secret')).toBe('delta: expected object');
    expect(told({ text: 1 })).toBe('delta.text: expected string');
    expect(told({ text: 'a', index: 'secret' })).toBe('delta.index: expected number');
    expect(told({ text: 'a', index: 0.5 })).toBe('delta.index: expected int');
    expect(told({ text: 'a', index: 10 })).toBe('delta.index: too big');
    expect(told({ text: 'a', index: -1 })).toBe('delta.index: too small');
    expect(told({ text: 'a', index: 1 }, 'secret')).toBe('list: expected array');
    expect(told({ text: 'a', index: 1 }, ['a', null, 3])).toBe('list.2: expected string');
    expect(told({ text: 'a', index: 1 })).toBeUndefined();
  });

  it('lets pass what says that there is nothing, but not that nothing is there', () => {
    const schema = object({ text: orNothing(string) });
    expect([null, '', [], {}, false, 'a'].map((value) => schema({ text: value }))).toEqual(Array(6).fill(undefined));
    expect([{}, { text: 0 }, { text: ['a'] }, { text: true }].map((value) => schema(value))).toEqual(Array(4).fill('text: expected string'));
  });

  it('can be told from further out', () => {
    expect(within('content.0', 'expected object')).toBe('content.0: expected object');
    expect(within('content.0', 'text: expected string')).toBe('content.0.text: expected string');
  });

  it('gives its type: what may be absent is optional', () => {
    const schema = object({ text: string, index: nullish(index) });
    type Inferred = typeof schema extends Schema<infer T> ? T : never;
    const whole: Inferred = { text: 'a', index: 1 };
    const least: Inferred = { text: 'a' };
    // @ts-expect-error -- a text is what it must have
    const none: Inferred = {};
    expect([whole, least, none].map(schema)).toEqual([undefined, undefined, 'text: expected string']);
  });
});
