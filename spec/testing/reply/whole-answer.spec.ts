import { mockGateway, type Reply, type ScriptEntry } from '../../../src/testing/index.js';

const paths = { chat: '/chat/completions', responses: '/responses', messages: '/v1/messages' };

async function ask(entry: ScriptEntry, path: string, body: object = { model: 'm' }): Promise<{ status: number; type: string | null; text: string }> {
  await using gateway = await mockGateway({ script: [entry] });
  const response = await fetch(gateway.baseUrl + path, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

describe('an answer where no stream is asked for', () => {
  const answer: Reply = { text: 'Hello, world', finish: 'length', usage: { inputTokens: 3, outputTokens: 2 } };

  it.each<[string, string, object]>([
    ['Chat Completions', paths.chat, {
      object: 'chat.completion', id: 'mock-answer', model: 'mock-model',
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hello, world' }, finish_reason: 'length' }],
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    }],
    ['Responses', paths.responses, {
      object: 'response', id: 'mock-answer', model: 'mock-model', status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' },
      output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hello, world' }] }],
      usage: { input_tokens: 3, output_tokens: 2 },
    }],
    ['Messages', paths.messages, {
      type: 'message', id: 'mock-answer', model: 'mock-model', role: 'assistant', content: [{ type: 'text', text: 'Hello, world' }],
      stop_reason: 'max_tokens', usage: { input_tokens: 3, output_tokens: 2 },
    }],
  ])('is the whole object of %s', async (_, path, object) => {
    for (const body of [{}, { stream: false }, { stream: 'true' }]) {
      const { status, type, text } = await ask(answer, path, body);
      expect([status, type]).toEqual([200, 'application/json']);
      expect(JSON.parse(text)).toMatchObject(object);
    }
    expect(await ask(answer, path, { stream: true })).toMatchObject({ type: 'text/event-stream' });
  });

  it('has its tool calls, each whole', async () => {
    const { text } = await ask({
      deltas: [
        { type: 'tool-call', index: 0, id: 'c1', name: 'weather', arguments: '{"city":' },
        { type: 'tool-call', index: 0, arguments: '"Kyiv"}' },
      ],
    }, paths.messages);
    expect(JSON.parse(text)).toMatchObject({ content: [{ type: 'tool_use', id: 'c1', name: 'weather', input: { city: 'Kyiv' } }], stop_reason: 'tool_use' });
  });

  it('fails as an HTTP request does', async () => {
    const { status, type, text } = await ask({ text: 'Hello', error: { type: 'overloaded_error', message: 'Overloaded' } }, paths.messages);
    expect([status, type]).toEqual([500, 'application/json']);
    expect(JSON.parse(text)).toEqual({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } });
  });

  it('is a stream, or none, where the reply says so whatever the request asks', async () => {
    expect((await ask({ ...answer, stream: false }, paths.chat, { stream: true })).type).toBe('application/json');
    expect((await ask({ ...answer, stream: true }, paths.chat, {})).type).toBe('text/event-stream');
  });

  it('leaves raw events and bodies as they are', async () => {
    expect(await ask({ events: ['1'] }, paths.chat)).toMatchObject({ type: 'text/event-stream', text: 'data: 1\n\n' });
    expect(await ask({ body: 'data: 1\n\n' }, paths.chat)).toMatchObject({ type: 'text/event-stream', text: 'data: 1\n\n' });
  });

  it('says that there is no place in a text that does not come in pieces', async () => {
    const { status, text } = await ask({ ...answer, fault: { kind: 'reset', afterText: 'Hello' } }, paths.chat);
    expect([status, text]).toEqual([501, expect.stringContaining('fault.afterText: the answer is no stream, because the request does not ask for one')]);
  });

  it('breaks where its bytes are counted', async () => {
    const { text } = await ask({ ...answer, fault: { kind: 'end', atByte: 10 } }, paths.chat);
    expect(text).toHaveLength(10);
  });
});
