import { parseInput } from '../../../../src/protocols/messages/fold/parse-input.js';

describe('parseInput', () => {
  it.each([
    ['JSON is parsed', '{"a":1}', { a: 1 }],
    ['of JSON that was cut off it is what is whole', '{"a":1,"b":[2,"thr', { a: 1, b: [2] }],
    ['what is no JSON stays text', 'make it so', 'make it so'],
  ])('%s', (_, json, input) => {
    expect(parseInput(json)).toEqual(input);
  });
});
