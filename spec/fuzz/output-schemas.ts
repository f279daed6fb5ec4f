import * as z from 'zod';

import type { StandardSchema } from '../../src/operators/output/standard-schema.js';

/** Takes anything and gives it as it is, so that what stands before the schema shows. */
export const anything: StandardSchema = { '~standard': { version: 1, vendor: 'fuzz', validate: (value) => ({ value }) } };

const trip = z.object({ city: z.string(), days: z.number().optional() });

const node = z.object({
  name: z.string(),
  get children() {
    return z.array(node).optional();
  },
});

const refusals = [
  [{ message: 'no' }],
  [{ message: 'line one\nline two\u001b[31m', path: ['a\nb', 0, Symbol('s'), { key: '__proto__' }] }],
  Array.from({ length: 50 }, (_none, turn) => ({ message: 'x'.repeat(500), path: [turn] })),
  [],
];

/** Refuses nearly everything, in forms that the standard allows. */
const picky: StandardSchema = {
  '~standard': {
    version: 1,
    vendor: 'fuzz',
    validate: (value) => (value === null ? { value } : { issues: refusals[JSON.stringify(value).length % refusals.length] ?? [] }),
  },
};

/** Schemas of the libraries people use and of none, for an object in the text. */
export const schemas = { trip, node, picky, loose: z.looseObject({}) };

/** The tools of an answer, by names that the fixtures and the written streams call, and some that no one should have. */
export const tools = { wind: trip, tide: node, tide_table: picky, lookup: z.record(z.string(), z.unknown()), ['__proto__']: trip };
