import { jsonIn } from '../../../src/errors/reading/json-in.js';

describe('jsonIn', () => {
  it.each(['{"a":1}', ' {"a":1}\n', 'data: {"a":1}', 'event: error\ndata: {"a":1}', 'event:error\r\ndata:{"a":1}'])('finds the object in %j', (text) => {
    expect(jsonIn(text)).toEqual({ a: 1 });
  });

  it('finds an array too', () => {
    expect(jsonIn('[{"a":1}]')).toEqual([{ a: 1 }]);
  });

  it.each(['', 'Overloaded', '5', '"{}"', '{"a":', 'Error: {"a":1}'])('finds nothing in %j', (text) => {
    expect(jsonIn(text)).toBeUndefined();
  });

  it('does not parse what is too long for an error', () => {
    expect(jsonIn(`{"a":"${'x'.repeat(65_536)}"}`)).toBeUndefined();
  });
});
