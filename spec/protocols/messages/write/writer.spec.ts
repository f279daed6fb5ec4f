import type { Delta } from '../../../../src/answer/delta.js';
import type { PayloadObject } from '../../../../src/payload-object.js';
import { messages } from '../../../../src/protocols/messages/protocol.js';
import { writingOf } from '../../../../src/serving/index.js';

function write(...deltas: Delta[]): PayloadObject[] {
  const writer = writingOf(messages).openWriter({ imitate: true });
  return [...deltas.flatMap((delta) => writer.write(delta)), ...writer.end()].map(({ event, data }) => {
    const payload = JSON.parse(data) as PayloadObject;
    expect(payload.type).toBe(event);
    return payload;
  });
}

/** What each event says, in short. */
function said(...deltas: Delta[]): unknown[] {
  return write(...deltas).map(({ type, index, content_block: block, delta }) => {
    if (type === 'message_delta') return (delta as PayloadObject).stop_reason;
    if (type === 'content_block_stop') return `stop ${String(index)}`;
    return block ?? delta ?? type;
  });
}

describe('the Messages writer', () => {
  it('opens a block for each kind of output and closes the one before', () => {
    expect(
      said(
        { type: 'start', id: 'm1', model: 'c' },
        { type: 'reasoning', text: 'hm', choice: 0 },
        { type: 'text', text: 'Hi', choice: 0 },
        { type: 'citation', citation: { type: 'page_location' }, choice: 0 },
        { type: 'tool-call', index: 0, id: 'a', name: 'sum', arguments: '', choice: 0 },
        { type: 'tool-call', index: 0, arguments: '{}', choice: 0 },
        { type: 'tool-call', index: 1, name: 'mul', arguments: '{"x":1}', choice: 0 },
      ),
    ).toEqual([
      'message_start',
      { type: 'thinking', thinking: '', signature: '' },
      { type: 'thinking_delta', thinking: 'hm' },
      { type: 'signature_delta', signature: 'c2lnbmVk' },
      'stop 0',
      { type: 'text', text: '' },
      { type: 'text_delta', text: 'Hi' },
      { type: 'citations_delta', citation: { type: 'page_location' } },
      'stop 1',
      { type: 'tool_use', id: 'a', name: 'sum', input: {} },
      { type: 'input_json_delta', partial_json: '{}' },
      'stop 2',
      { type: 'tool_use', id: 'toolu_1', name: 'mul', input: {} },
      { type: 'input_json_delta', partial_json: '{"x":1}' },
      'stop 3',
      'tool_use',
      'message_stop',
    ]);
  });

  it('writes the start at once, with what is known', () => {
    expect(writingOf(messages).openWriter({ imitate: true }).write({ type: 'start', id: 'm1', model: 'c' }).map(({ data }): unknown => JSON.parse(data))).toEqual([
      {
        type: 'message_start',
        message: {
          id: 'm1',
          type: 'message',
          role: 'assistant',
          model: 'c',
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 0, output_tokens: 0 },
        },
      },
    ]);
  });

  it('writes stop reason and usage together, and later usage in a message_delta of its own', () => {
    const usage = { inputTokens: 9, outputTokens: 5, reasoningTokens: 4, cachedReadTokens: 3, cachedWriteTokens: 2 };
    const wireUsage = {
      input_tokens: 4,
      cache_creation_input_tokens: 2,
      cache_read_input_tokens: 3,
      output_tokens: 5,
      output_tokens_details: { thinking_tokens: 4 },
    };
    const event = { type: 'message_delta', delta: { stop_reason: 'max_tokens', stop_sequence: null } };
    const finish: Delta = { type: 'finish', reason: 'length', raw: 'length', choice: 0 };
    expect(write({ type: 'usage', usage }, finish)[1]).toEqual({ ...event, usage: wireUsage });
    expect(write(finish, { type: 'usage', usage }).slice(1, 3)).toEqual([
      { ...event, usage: { input_tokens: 0, output_tokens: 0 } },
      { ...event, usage: wireUsage },
    ]);
  });

  it('writes a refusal as text that stops with refusal', () => {
    expect(
      said({ type: 'refusal', text: 'No.', choice: 0 }, { type: 'finish', reason: 'stop', raw: 'stop', choice: 0 }).slice(2),
    ).toEqual([{ type: 'text_delta', text: 'No.' }, 'stop 0', 'refusal', 'message_stop']);
    expect(said({ type: 'refusal', text: 'No.', choice: 0 })).toContain('refusal');
  });

  it('goes on under its index with a call that was left', () => {
    const call = { type: 'tool-call', choice: 0 } as const;
    const events = write(
      { ...call, index: 0, id: 'a', name: 'sum', arguments: '{' },
      { ...call, index: 1, id: 'b', name: 'sum', arguments: '{}' },
      { ...call, index: 0, arguments: '}' },
    );
    expect(events).toContainEqual({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'input_json_delta', partial_json: '}' },
    });
  });

  it('leaves out media, and every choice but the first', () => {
    expect(
      said({ type: 'media', mediaType: 'image/png', data: 'AAAA', choice: 0 }, { type: 'text', text: 'b', choice: 1 }),
    ).toEqual(['message_start', 'end_turn', 'message_stop']);
  });
});

describe('the Messages protocol', () => {
  it('names its path and its headers, and does not end at [DONE]', () => {
    expect(messages).toMatchObject({ name: 'messages', path: '/v1/messages', endsAtDone: false });
    expect(messages.headers('k')).toEqual({ 'x-api-key': 'k', 'anthropic-version': '2023-06-01' });
  });

  it('writes errors as Anthropic does', () => {
    const error = { type: 'overloaded_error', message: 'Overloaded' };
    expect(writingOf(messages).errorBody(error)).toEqual({ type: 'error', error });
    expect(writingOf(messages).openWriter().fail({ ...error, code: 'x', param: 'y' })).toEqual([
      {
        event: 'error',
        data: '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded","details":{"error_code":"x"}}}',
      },
    ]);
  });
});
