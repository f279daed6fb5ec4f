import { readFragments, readNamed } from '../../../src/protocols/chat-completions/call-fragment.js';

describe('readFragments', () => {
  it('says the same in one form, of a function and of a custom tool', () => {
    const calls = [{ index: 1, id: 'call_1', function: { name: 'weather', arguments: '{' } }, { id: 7, custom: { name: 'shell', input: 'ls' } }];
    expect(readFragments(calls)).toEqual([
      { fields: calls[0], index: 1, id: 'call_1', name: 'weather', text: '{' },
      { fields: calls[1], index: undefined, id: '7', name: 'shell', text: 'ls' },
    ]);
  });

  it('takes one that is not in a list', () => {
    expect(readFragments({ function: { arguments: '}' } })).toMatchObject([{ name: undefined, text: '}' }]);
  });

  it('takes an index that is none for a missing one, but not an absurd one', () => {
    expect(readFragments([{ index: -1 }])).toMatchObject([{ index: undefined }]);
    expect(readFragments([{}, { index: 10_000 }])).toBe('tool_calls.1.index: too big');
  });

  it.each([
    ['a text', 'tool_calls: expected array'],
    [['a text'], 'tool_calls.0: expected object'],
    [[{ function: 'weather' }], 'tool_calls.0.function: expected object'],
  ])('says what is wrong with %j', (calls, problem) => {
    expect(readFragments(calls)).toBe(problem);
  });
});

describe('readNamed', () => {
  it('writes arguments that a gateway has parsed, and takes null for none', () => {
    expect(readNamed({ name: 'weather', arguments: { city: 'Oslo' } }, 'arguments')).toEqual({ name: 'weather', text: '{"city":"Oslo"}' });
    expect(readNamed({ name: '', arguments: null }, 'arguments')).toEqual({ name: undefined, text: '' });
  });
});
