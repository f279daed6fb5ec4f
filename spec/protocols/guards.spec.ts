import fc from 'fast-check';

import type { PayloadObject } from '../../src/payload-object.js';
import { blockIndex, deltaSchemas, fragmentGuards as messageGuards } from '../../src/protocols/messages/payload.js';
import { object as objectOf, type Schema } from '../../src/protocols/schema/schema.js';

type Guard = (payload: PayloadObject) => boolean;

const guards: [name: string, guard: Guard, schema: Schema<unknown>][] = [
  ...Object.entries(messageGuards).map(([type, guard]): [string, Guard, Schema<unknown>] => {
    return [`Messages ${type}`, guard, objectOf({ index: blockIndex, delta: deltaSchemas[type as keyof typeof messageGuards] })];
  }),
];

/** Mostly what the schemas ask for, now and then something else, so that whole payloads often match. */
const leaf = fc.constantFrom<unknown>('a', 'a', '', 0, 1, 9999, 10_000, -1, 0.5, NaN, null, undefined, true, [], {});
const object = fc.record({ text: leaf, thinking: leaf, partial_json: leaf, index: leaf, finish_reason: leaf }, { requiredKeys: [] });
const payload = fc.record({
  index: leaf,
  output_index: leaf,
  content_index: leaf,
  summary_index: leaf,
  item_id: leaf,
  delta: fc.oneof(object, leaf),
  choices: fc.oneof(fc.array(fc.oneof({ arbitrary: object, weight: 4 }, leaf), { maxLength: 2 }), leaf),
}, { requiredKeys: [] });

describe('a guard written by hand', () => {
  it.each(guards)('lets pass no more than the schema: %s', (_, guard, schema) => {
    const answers = new Set<boolean>();
    fc.assert(
      fc.property(payload, (candidate) => {
        const answer = guard(candidate);
        answers.add(answer);
        if (answer) expect(schema(candidate)).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
    expect(answers).toEqual(new Set([true, false]));
  });
});
