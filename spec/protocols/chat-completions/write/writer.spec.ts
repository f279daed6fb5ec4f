import type { Delta } from '../../../../src/answer/delta.js';
import { chatCompletions } from '../../../../src/protocols/chat-completions/protocol.js';
import { writingOf } from '../../../../src/serving/index.js';

interface WrittenChunk {
  choices: { index: number; delta: object; finish_reason: string | null }[];
  usage?: object;
}

/** The data of each event, parsed where it is JSON. */
function write(...deltas: Delta[]): unknown[] {
  const writer = writingOf(chatCompletions).openWriter({ imitate: true });
  const events = [...deltas.flatMap((delta) => writer.write(delta)), ...writer.end()];
  expect(events.every(({ event }) => event === undefined)).toBe(true);
  return events.map(({ data }): unknown => (data === '[DONE]' ? data : JSON.parse(data)));
}

/** What the first choice of each chunk says: its delta, or its finish reason. */
function said(...deltas: Delta[]): unknown[] {
  return write(...deltas).map((chunk) => {
    if (typeof chunk === 'string') return chunk;
    const { choices, usage } = chunk as WrittenChunk;
    return usage ?? choices[0]?.finish_reason ?? choices[0]?.delta;
  });
}

const role = { role: 'assistant', content: '' };

describe('the Chat Completions writer', () => {
  it('writes a role, the parts, the finish, the usage and [DONE]', () => {
    const deltas: Delta[] = [
      { type: 'start', id: 'c1', model: 'm1' },
      { type: 'usage', usage: { inputTokens: 3, outputTokens: 2 } },
      { type: 'reasoning', text: 'hm', choice: 0 },
      { type: 'text', text: 'Hi', choice: 0 },
      { type: 'refusal', text: 'No.', choice: 0 },
      { type: 'finish', reason: 'stop', raw: 'end_turn', choice: 0 },
    ];
    expect(said(...deltas)).toEqual([
      role,
      { reasoning_content: 'hm' },
      { content: 'Hi' },
      { refusal: 'No.' },
      'stop',
      { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
      '[DONE]',
    ]);
    expect(write(...deltas)[1]).toEqual({
      id: 'c1',
      object: 'chat.completion.chunk',
      created: 1_700_000_000,
      model: 'm1',
      choices: [{ index: 0, delta: { reasoning_content: 'hm' }, logprobs: null, finish_reason: null }],
    });
  });

  it('writes id, name and type on the first fragment of a call only', () => {
    expect(
      said(
        { type: 'tool-call', index: 0, id: 'a', name: 'sum', arguments: '', choice: 0 },
        { type: 'tool-call', index: 0, arguments: '{}', choice: 0 },
        { type: 'tool-call', index: 1, name: 'mul', arguments: '{}', choice: 0 },
      ),
    ).toEqual([
      role,
      { tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'sum', arguments: '' } }] },
      { tool_calls: [{ index: 0, function: { arguments: '{}' } }] },
      { tool_calls: [{ index: 1, id: 'call_0_1', type: 'function', function: { name: 'mul', arguments: '{}' } }] },
      'tool_calls',
      '[DONE]',
    ]);
  });

  it('writes usage that follows the finish at once', () => {
    const writer = writingOf(chatCompletions).openWriter({ imitate: true });
    writer.write({ type: 'finish', reason: 'stop', raw: 'stop', choice: 0 });
    expect(writer.write({ type: 'usage', usage: {} })).toHaveLength(1);
    expect(writer.end()).toEqual([{ data: '[DONE]' }]);
  });

  it('writes details of usage where there are any', () => {
    const usage = { inputTokens: 9, outputTokens: 5, reasoningTokens: 4, cachedReadTokens: 3, cachedWriteTokens: 2 };
    expect(said({ type: 'usage', usage })).toContainEqual({
      prompt_tokens: 9,
      completion_tokens: 5,
      total_tokens: 14,
      prompt_tokens_details: { cached_tokens: 3, cache_write_tokens: 2 },
      completion_tokens_details: { reasoning_tokens: 4 },
    });
  });

  it('writes citations and media where OpenAI or OpenRouter have them', () => {
    expect(
      said(
        { type: 'citation', citation: { url: 'u' }, choice: 0 },
        { type: 'media', mediaType: 'audio/pcm', data: 'AAAA', choice: 0 },
        { type: 'media', mediaType: 'image/png', data: 'BBBB', choice: 0 },
      ).slice(1, 4),
    ).toEqual([
      { annotations: [{ url: 'u' }] },
      { audio: { id: 'audio-1', data: 'AAAA' } },
      { images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,BBBB' } }] },
    ]);
  });

  it('opens and finishes each choice', () => {
    const chunks = write(
      { type: 'start' },
      { type: 'text', text: 'a', choice: 1 },
      { type: 'finish', reason: 'length', raw: 'length', choice: 1 },
    ).slice(0, -1) as WrittenChunk[];
    expect(chunks.map(({ choices: [choice] }) => [choice?.index, choice?.finish_reason ?? choice?.delta])).toEqual([
      [0, role],
      [1, role],
      [1, { content: 'a' }],
      [1, 'length'],
      [0, 'stop'],
    ]);
  });

  it('writes an empty answer as a whole one', () => {
    expect(said()).toEqual([role, 'stop', '[DONE]']);
  });
});

describe('the Chat Completions protocol', () => {
  it('names its path, its key header and its terminal', () => {
    expect(chatCompletions).toMatchObject({ name: 'chat-completions', path: '/chat/completions', endsAtDone: true });
    expect(chatCompletions.headers('k')).toEqual({ authorization: 'Bearer k' });
  });

  it('writes errors as OpenAI does', () => {
    const error = { type: 'server_error', message: 'Boom.', code: 'x', param: 'y' };
    expect(writingOf(chatCompletions).errorBody(error)).toEqual({ error });
    expect(writingOf(chatCompletions).openWriter().fail({ type: 'server_error', message: 'Boom.' })).toEqual([
      { data: '{"error":{"message":"Boom.","type":"server_error","param":null,"code":null}}' },
    ]);
  });
});
