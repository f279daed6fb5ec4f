import { jsonText } from '../../src/json/json-text.js';
import { chatCompletions } from '../../src/protocols/chat-completions/protocol.js';
import { messages } from '../../src/protocols/messages/protocol.js';

const deep = JSON.parse('{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000)) as object;

describe('JSON text', () => {
  it('is the text of a value', () => {
    expect(jsonText({ x: [1] })).toBe('{"x":[1]}');
  });

  it('is none for a value nested too deeply', () => {
    expect(jsonText(deep)).toBeUndefined();
  });

  it('keeps deep payloads from throwing in a reader', () => {
    const chat = chatCompletions.openReader();
    expect(chat.read({ choices: [], citations: [deep] })).toMatchObject({ kind: 'data' });
    const calls = [{ index: 0, function: { name: 'sum', arguments: deep } }];
    expect(chat.read({ choices: [{ delta: { tool_calls: calls } }] })).toMatchObject({
      deltas: [{ type: 'tool-call', name: 'sum', arguments: '' }],
    });
    const block = { type: 'tool_use', id: 'a', name: 'sum', input: deep };
    const reading = messages.openReader().read({ type: 'content_block_start', index: 0, content_block: block });
    expect(reading).toMatchObject({ kind: 'data', deltas: [{ type: 'tool-call', name: 'sum' }] });
  });
});
