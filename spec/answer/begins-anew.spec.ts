import { beginsAnew } from '../../src/answer/begins-anew.js';

it.each([
  ['{}', '{"a":1}', true],
  ['{}', ' {', true],
  ['{}', '', false],
  ['{}', ' ', false],
  ['{}', '{}', true],
  ['', '{"a":1}', false],
  ['{"a":', '{}', false],
  [undefined, '{', false],
])('after %j the piece %j begins the arguments anew: %j', (text, piece, expected) => {
  expect(beginsAnew(text, piece)).toBe(expected);
});
