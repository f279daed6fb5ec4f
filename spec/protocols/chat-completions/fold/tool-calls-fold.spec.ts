import { readFragments } from '../../../../src/protocols/chat-completions/call-fragment.js';
import { ToolCallsFold } from '../../../../src/protocols/chat-completions/fold/tool-calls-fold.js';

/** The calls after these deltas. */
function folded(...deltas: object[][]): readonly object[] {
  const fold = new ToolCallsFold();
  for (const calls of deltas) fold.add(readFragments(calls) as Exclude<ReturnType<typeof readFragments>, string>);
  return fold.list.items();
}

describe('ToolCallsFold', () => {
  it('joins the arguments of each call, and leaves out the numbers of the wire', () => {
    const calls = folded(
      [{ index: 3, id: 'a', function: { name: 'weather', arguments: '{"city"' } }],
      [{ index: 3, function: { arguments: ':"Oslo"}' } }],
    );
    expect(calls).toEqual([{ id: 'a', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } }]);
  });

  it('knows a custom tool by its field', () => {
    expect(folded([{ id: 'a', custom: { name: 'shell', input: 'l' } }], [{ custom: { input: 's' } }])).toEqual([{ id: 'a', type: 'custom', custom: { name: 'shell', input: 'ls' } }]);
  });

  it('keeps what else a gateway says of a call', () => {
    expect(folded([{ id: 'a', function: { name: 'x' }, extra_content: { google: { thought_signature: 's' } } }])).toMatchObject([{ extra_content: { google: { thought_signature: 's' } } }]);
  });

  it('does not begin a call for a fragment that says nothing', () => {
    expect(folded([{ index: 0, function: {} }])).toEqual([]);
  });

  it('refuses more calls than anybody makes', () => {
    const calls = Array.from({ length: 10_001 }, (_, index) => ({ id: `call ${String(index)}`, function: { name: 'x' } }));
    expect(() => folded(calls)).toThrow('A choice has more tool calls than anybody makes.');
  });
});
