import { MessageState } from '../../../../src/protocols/messages/read/message-state.js';

describe('MessageState', () => {
  it('counts what a cache gave or took as input', () => {
    expect(new MessageState().addUsage({ input_tokens: 10, cache_read_input_tokens: 4, cache_creation_input_tokens: 2, output_tokens: 1 })).toEqual([
      { type: 'usage', usage: { inputTokens: 16, outputTokens: 1, cachedReadTokens: 4, cachedWriteTokens: 2 } },
    ]);
  });

  it('keeps counts that later events leave out', () => {
    const state = new MessageState();
    state.addUsage({ input_tokens: 10, output_tokens: 1 });
    expect(state.addUsage({ output_tokens: 5, output_tokens_details: { thinking_tokens: 3 } })).toEqual([
      { type: 'usage', usage: { inputTokens: 10, outputTokens: 5, reasoningTokens: 3 } },
    ]);
    expect(state.addUsage(undefined)).toEqual([]);
  });

  it('finishes once, and ends the calls before that', () => {
    const state = new MessageState();
    state.calls.begin(0, 'toolu_0', 'weather', { a: 1 });
    expect(state.finish('')).toEqual([]);
    expect(state.finish('tool_use').map(({ type }) => type)).toEqual(['tool-call', 'finish']);
    expect(state.finish('end_turn')).toEqual([]);
  });

  it('starts without what the server does not give', () => {
    expect(new MessageState().start({ id: '', model: 5 })).toEqual([{ type: 'start' }]);
  });
});
