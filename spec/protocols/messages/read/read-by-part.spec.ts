import type { PayloadObject } from '../../../../src/payload-object.js';
import { MessageState } from '../../../../src/protocols/messages/read/message-state.js';
import { readByPart } from '../../../../src/protocols/messages/read/read-by-part.js';
import { say } from '../../../../src/protocols/messages/read/reading.js';
import { nullable, object, string } from '../../../../src/protocols/schema/schema.js';

const readings = { text_delta: ({ text }: { text: string | null }) => say('text', text) };
const schemas = { text_delta: object({ text: nullable(string) }) };
const read = (event: PayloadObject) => readByPart('delta', readings, schemas)(event, new MessageState());

describe('readByPart', () => {
  it('reads the part by its type', () => {
    expect(read({ index: 0, delta: { type: 'text_delta', text: 'Hi' } })).toMatchObject({ kind: 'data', deltas: [{ type: 'text', text: 'Hi' }] });
  });

  it('passes a part of an unknown type on, `constructor` too', () => {
    for (const type of ['video_delta', 'constructor']) expect(read({ index: 0, delta: { type } })).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    [{ index: 0, delta: { type: 'text_delta', text: 5 } }, 'delta.text: expected string'],
    [{ index: 10_000, delta: { type: 'text_delta', text: 'Hi' } }, 'index: too big'],
    [{ index: 0, delta: { text: 'Hi' } }, 'delta.type: expected string'],
    [{ index: 0 }, 'delta: expected object'],
  ])('says what is wrong with %j', (event, reason) => {
    expect(read(event)).toEqual({ kind: 'invalid', reason });
  });

  it('looks a type up anew where it changes', () => {
    const rule = readByPart('delta', { ...readings, other: () => say('reasoning', 'hm') }, { ...schemas, other: object({}) });
    const types = ['text_delta', 'other', 'text_delta'].map((type) => {
      const reading = rule({ index: 0, delta: { type, text: 'Hi' } }, new MessageState());
      return reading.kind === 'data' ? reading.deltas[0]?.type : reading.kind;
    });
    expect(types).toEqual(['text', 'reasoning', 'text']);
  });
});
