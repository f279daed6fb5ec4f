import { argumentsIn, callIdOf, fitOf, itemIdOf, kindOf, saidBy } from '../../../src/protocols/responses/stated-item.js';

const nothing = { text: '', refusal: '', reasoning: '', summary: '', arguments: '' };

describe('saidBy', () => {
  it.each([
    [{ type: 'message', content: [{ type: 'output_text', text: 'H' }, { type: 'output_text', text: 'i' }, { type: 'refusal', refusal: 'no' }] }, { text: 'Hi', refusal: 'no' }],
    [{ type: 'message', content: 'Hi' }, { text: 'Hi' }],
    [{ type: 'reasoning', content: [{ text: 'raw' }], summary: [{ text: 'short' }] }, { reasoning: 'raw', summary: 'short' }],
    [{ type: 'function_call', arguments: '{}' }, { arguments: '{}' }],
    [{ type: 'custom_tool_call', input: 'ls' }, { arguments: 'ls' }],
    [{ type: 'web_search_call', arguments: '{}' }, {}],
  ])('%j', (item, said) => {
    expect(saidBy(item)).toEqual({ ...nothing, ...said });
  });
});

describe('argumentsIn', () => {
  it('writes arguments that a gateway has parsed', () => {
    expect([{ arguments: { a: 1 } }, { arguments: '' }, { arguments: [1] }].map(argumentsIn)).toEqual(['{"a":1}', '', '']);
  });
});

describe('the names of an item', () => {
  it('takes a custom tool for a function, whose events some servers use', () => {
    expect(kindOf({ type: 'custom_tool_call' })).toBe(kindOf({ type: 'function_call' }));
  });

  it('lets one id stand in for another', () => {
    expect(callIdOf({ call_id: '', id: 'fc_1' })).toBe('fc_1');
    expect(itemIdOf({ item_id: 'msg_1' })).toBe('msg_1');
  });
});

describe('fitOf', () => {
  it.each([
    ['', 'Hello', 'nothing'],
    ['Hel', 'Hello', 'begun'],
    ['Hello', 'Hello', 'same'],
    [' Hello\n', 'Hello', 'same'],
    ['Hello', 'Bye', 'other'],
    ['Hello', 'Hel', 'other'],
  ])('%j of %j is %s', (known, stated, fit) => {
    expect(fitOf(known, stated)).toBe(fit);
  });
});
