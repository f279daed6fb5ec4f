import { checked } from '../../../src/protocols/schema/checked.js';
import { object, string } from '../../../src/protocols/schema/schema.js';

const schema = object({ text: string });
const read = (payload: { text: string }) => ({ kind: 'data', payload: payload.text, deltas: [] }) as const;

describe('checked', () => {
  it('reads what the schema lets pass, as it was received', () => {
    expect(checked(schema, read)({ text: 'Hi', more: 1 }, undefined)).toEqual({ kind: 'data', payload: 'Hi', deltas: [] });
  });

  it('says why it does not read', () => {
    expect(checked(schema, read)({ text: 5 }, undefined)).toEqual({ kind: 'invalid', reason: 'text: expected string' });
  });

  it('asks the schema only where the guard by hand does not match', () => {
    let asked = 0;
    const counting = checked((value: unknown) => { asked += 1; return schema(value); }, read, ({ text }) => typeof text === 'string');
    counting({ text: 'Hi' }, undefined);
    expect(asked).toBe(0);
    expect(counting({}, undefined)).toMatchObject({ kind: 'invalid' });
    expect(asked).toBe(1);
  });
});
