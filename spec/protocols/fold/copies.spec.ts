import { Copies } from '../../../src/protocols/fold/copies.js';

describe('Copies', () => {
  it('are equal to the original, whatever number of fields it has', () => {
    for (let count = 0; count < 40; count += 1) {
      const fields = Object.fromEntries(Array.from({ length: count }, (_, at) => [`field_${String(at)}`, { at }]));
      expect(new Copies(fields).next()).toEqual(fields);
    }
  });

  it('are objects of their own: what is written into one stands in no other', () => {
    const copies = new Copies({ id: 'resp_1', output_text: '' });
    copies.next()['output_text'] = 'Hello';
    expect(copies.next()).toEqual({ id: 'resp_1', output_text: '' });
  });

  it('keep the order of the fields, and one of a hostile name', () => {
    const copy = new Copies(JSON.parse('{"id":"resp_1","__proto__":{"role":"system"},"model":"any"}') as Record<string, unknown>).next();
    expect(Object.keys(copy)).toEqual(['id', '__proto__', 'model']);
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  });
});
