import { type MockGateway, mockGateway, type Strictness } from '../../../src/testing/index.js';
import { wordProtocol } from '../word-protocol.js';

const rightHeaders = { 'content-type': 'application/json', authorization: 'Bearer key-1' };
const rightBody = { model: 'm', stream: true };

interface Asked {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

async function answerOf(gateway: MockGateway, asked: Asked): Promise<[status: number, message: string]> {
  const { path = '/v1/chat/completions', headers = rightHeaders, body = rightBody } = asked;
  const response = await fetch(gateway.baseUrl + path, { method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
  const text = await response.text();
  return [response.status, response.ok ? '' : (JSON.parse(text) as { error: { message: string } }).error.message];
}

describe('a strict gateway', () => {
  it.each<[string, Asked]>([
    ['Chat Completions', {}],
    ['Responses', { path: '/v1/responses' }],
    ['Messages', { path: '/v1/messages?beta=true', headers: { 'content-type': 'application/json; charset=utf-8', 'x-api-key': 'k', 'anthropic-version': '2023-06-01' } }],
  ])('lets in a right request of %s', async (_, asked) => {
    await using gateway = await mockGateway({ strict: true });
    expect(await answerOf(gateway, asked)).toEqual([200, '']);
  });

  it.each<[string, Asked, number, string]>([
    ['a base URL without /v1', { path: '/chat/completions' }, 404, 'the path of chat-completions is /v1/chat/completions, this is /chat/completions: look at the base URL'],
    ['a base URL that has the path already', { path: '/v1/chat/completions/chat/completions' }, 404, 'look at the base URL'],
    ['a doubled slash', { path: '//v1/chat/completions' }, 404, 'look at the base URL'],
    ['no key', { headers: { 'content-type': 'application/json' } }, 401, 'the header authorization does not hold the key'],
    ['an empty key', { headers: { ...rightHeaders, authorization: 'Bearer ' } }, 401, 'authorization'],
    ['a key without its scheme', { headers: { ...rightHeaders, authorization: 'key-1' } }, 401, 'authorization'],
    ['the key of Anthropic in the header of OpenAI', { path: '/v1/messages' }, 401, 'the header x-api-key does not hold the key'],
    ['no content type', { headers: { authorization: 'Bearer key-1' } }, 400, 'the content-type is not application/json'],
    ['a body that is no JSON', { body: 'model=m' }, 400, 'the body is not a JSON object'],
    ['a list as body', { body: [] }, 400, 'the body is not a JSON object'],
    ['no model', { body: { stream: true } }, 400, 'the body names no model'],
    ['an empty model', { body: { model: '' } }, 400, 'the body names no model'],
  ])('refuses %s, and keeps the script for right requests', async (_, asked, status, words) => {
    await using gateway = await mockGateway({ strict: true, script: [{ text: 'one' }] });
    const [seen, message] = await answerOf(gateway, asked);
    expect([seen, message]).toEqual([status, expect.stringContaining(words)]);
    expect(message).toMatch(/^the mock gateway is strict: /);
    expect(message).not.toContain('key-1');
    expect(await answerOf(gateway, {})).toEqual([200, '']);
    expect(gateway.requestCount).toBe(2);
  });

  it('knows the right path, key and models where it is told them', async () => {
    const strict: Strictness = { basePath: '/api/openai/v1/', apiKey: 'key-1', models: ['m', 'n'] };
    await using gateway = await mockGateway({ strict });
    const path = '/api/openai/v1/chat/completions';
    expect(await answerOf(gateway, { path })).toEqual([200, '']);
    expect(await answerOf(gateway, { path: '/api/openai/v1/messages', headers: { ...rightHeaders, 'x-api-key': 'key-1' } })).toEqual([200, '']);
    expect(await answerOf(gateway, {})).toEqual([404, expect.stringContaining('the path of chat-completions is /api/openai/v1/chat/completions, this is /v1/chat')]);
    expect(await answerOf(gateway, { path, headers: { ...rightHeaders, authorization: 'Bearer key-2' } })).toEqual([401, expect.stringContaining('authorization')]);
    expect(await answerOf(gateway, { path, body: { model: 'o' } })).toEqual([404, 'the mock gateway is strict: there is no model "o", there is m, n']);
  });

  it('takes a protocol of its user by its path, with the model wherever that has it', async () => {
    await using gateway = await mockGateway({ protocols: [wordProtocol], strict: { basePath: '' } });
    expect(await answerOf(gateway, { path: '/words', body: {} })).toEqual([200, '']);
    expect((await fetch(`${gateway.baseUrl}/v1/words`, { method: 'POST' })).status).toBe(404);
  });
});
