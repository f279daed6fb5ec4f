import { noDeltas } from '../../../src/answer/delta.js';
import { checked } from '../../../src/protocols/schema/checked.js';
import { ReaderByType } from '../../../src/protocols/schema/reader-by-type.js';
import { integer, object, string } from '../../../src/protocols/schema/schema.js';

const rules = new Map([
  [
    'word',
    checked(object({ index: integer(0, 99), part: object({ text: string }) }), (payload, seen: string[]) => {
      seen.push(payload.part.text);
      return { kind: 'data' as const, payload, deltas: noDeltas };
    }),
  ],
]);

describe('reading by type', () => {
  it('goes by the type of each payload, also right after another', () => {
    const reader = new ReaderByType(rules, []);
    const word = { type: 'word', index: 0, part: { text: 'hi' } };
    expect([word, { type: 'sentence' }, word, word, {}, word].map((payload) => reader.read(payload).kind)).toEqual(['data', 'unknown', 'data', 'data', 'unknown', 'data']);
  });

  it('hands on the payload as received, unknown fields and all', () => {
    const seen: string[] = [];
    const payload = { type: 'word', index: 0, part: { text: 'hi', more: 1 }, extra: true };
    const reading = new ReaderByType(rules, seen).read(payload);
    expect(reading.kind === 'data' && reading.payload).toBe(payload);
    expect(seen).toEqual(['hi']);
  });

  it('says what a known type lacks, without its content', () => {
    expect(new ReaderByType(rules, []).read({ type: 'word', index: 0, part: { text: 7, secret: 'sk' } })).toEqual({
      kind: 'invalid',
      reason: 'part.text: expected string',
    });
    expect(new ReaderByType(rules, []).read({ type: 'word', index: 0 })).toEqual({
      kind: 'invalid',
      reason: 'part: expected object',
    });
  });

  it.each([{ type: 'sentence' }, { type: 7 }, { type: '__proto__' }, { type: 'constructor' }, {}])(
    'passes on what it has no rule for: %j',
    (payload) => {
      expect(new ReaderByType(rules, []).read(payload)).toEqual({ kind: 'unknown', payload });
    },
  );
});
