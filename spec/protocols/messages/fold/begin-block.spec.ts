import { beginBlock } from '../../../../src/protocols/messages/fold/begin-block.js';

describe('beginBlock', () => {
  it.each(['tool_use', 'server_tool_use', 'mcp_tool_use'])('parses the input of a %s that is stated as text', (type) => {
    expect(beginBlock({ type, input: '{"a":1}' })).toEqual({ type, input: { a: 1 } });
    expect(beginBlock({ type, input: ' ' })).toEqual({ type, input: {} });
  });

  it.each(['text', 'constructor', undefined])('keeps a block of type %p as it came', (type) => {
    const block = { type, input: '{}' };
    expect(beginBlock(block)).toBe(block);
  });
});
