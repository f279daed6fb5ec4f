import { BlockNumbers, callIdOf } from '../../../src/protocols/messages/block-numbers.js';

describe('the numbers of blocks', () => {
  it('are those of the wire where it has good ones', () => {
    const numbers = new BlockNumbers();
    expect([numbers.number(3, true), numbers.number(1, true), numbers.number(3, false)]).toEqual([3, 1, 3]);
  });

  it.each([undefined, null, -1, '', {}])('go on by themselves where the index is %s', (index) => {
    const numbers = new BlockNumbers();
    expect([numbers.number(index, true), numbers.number(index, false), numbers.number(index, true), numbers.number(index, false)]).toEqual([0, 0, 1, 1]);
    numbers.number(7, true);
    expect(numbers.number(index, true)).toBe(8);
  });
});

it('tells the id of a block that is a call, as text', () => {
  expect([{ type: 'tool_use', id: 7 }, { type: 'tool_use' }, { type: 'text', id: 'a' }, null].map(callIdOf)).toEqual(['7', undefined, undefined, undefined]);
});
