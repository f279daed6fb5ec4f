import { inspect } from 'node:util';

import { ApiError } from '../../../src/errors/api-error.js';
import { chatCompletions } from '../../../src/protocols/chat-completions/protocol.js';
import { messages } from '../../../src/protocols/messages/protocol.js';
import { prepareRequest, type RequestOptions } from '../../../src/wire/opening/request.js';

const base: RequestOptions = { baseUrl: 'https://gateway.example/v1', apiKey: 'key-0123456789', body: { model: 'm' } };

/** What reaches `fetch` for these options. */
async function sent(options: Partial<RequestOptions>, protocol = chatCompletions as typeof messages | typeof chatCompletions) {
  const calls: { url: string; init: RequestInit }[] = [];
  const fetch = (url: URL, init: RequestInit): Promise<Response> => {
    calls.push({ url: url.href, init });
    return Promise.resolve(new Response(''));
  };
  await prepareRequest(protocol, { ...base, ...options, fetch: fetch as typeof globalThis.fetch }).open(new AbortController().signal);
  const [call] = calls;
  if (!call) throw new Error('fetch was not called');
  return { ...call, headers: call.init.headers as Headers, body: JSON.parse(call.init.body as string) as unknown };
}

async function refusal(options: Record<string, unknown>): Promise<ApiError> {
  try {
    await prepareRequest(chatCompletions, { ...base, fetch: () => Promise.reject(new Error('was sent')), ...options }).open(
      new AbortController().signal,
    );
  } catch (error) {
    if (ApiError.is(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('a request', () => {
  it('posts the body with `stream: true` to the path of the protocol', async () => {
    const { url, init, body, headers } = await sent({ body: { model: 'm', stream: false } });
    expect(url).toBe('https://gateway.example/v1/chat/completions');
    expect(init.method).toBe('POST');
    expect(body).toEqual({ model: 'm', stream: true });
    expect(headers.get('authorization')).toBe('Bearer key-0123456789');
    expect(headers.get('accept')).toBe('text/event-stream');
    expect(headers.get('content-type')).toBe('application/json');
  });

  it('follows no redirect', async () => {
    expect((await sent({})).init.redirect).toBe('manual');
  });

  it.each([
    ['https://api.example', '/v1/messages'],
    ['https://api.example/', '/v1/messages'],
    ['https://api.example/v1', '/v1/messages'],
    ['https://api.example/v1/', '/v1/messages'],
    ['https://api.example/api/v1', '/api/v1/messages'],
    ['https://api.example/anthropic?api-version=1', '/anthropic/v1/messages?api-version=1'],
  ])('puts the path of Messages below %s', async (baseUrl, path) => {
    expect((await sent({ baseUrl }, messages)).url).toBe(`https://api.example${path}`);
  });

  it('lets headers of the user win over those of the protocol, whatever their case', async () => {
    const { headers } = await sent({ headers: { Authorization: 'Basic abc', 'X-Title': 'spec' } });
    expect(headers.get('authorization')).toBe('Basic abc');
    expect(headers.get('x-title')).toBe('spec');
  });

  it('sends no auth header without a key', async () => {
    expect((await sent({ apiKey: '' })).headers.get('authorization')).toBeNull();
    const { headers } = await sent({ apiKey: '' }, messages);
    expect([headers.get('x-api-key'), headers.get('anthropic-version')]).toEqual([null, '2023-06-01']);
  });

  it.each([
    ['a key with a line break', { apiKey: 'sk-secret\nvalue' }],
    ['a key with a NUL', { apiKey: 'sk-secret\0value' }],
    ['a key outside Latin-1', { apiKey: 'sk-secret-ключ' }],
    ['a key that is no string', { apiKey: undefined }],
    ['a header with a line break', { headers: { 'x-key': 'sk-secret\r\nx-evil: 1' } }],
    ['a header whose name is none', { headers: { 'x key': 'sk-secret' } }],
    ['a base URL that is none', { baseUrl: 'sk-secret' }],
    ['a base URL with credentials', { baseUrl: 'https://user:sk-secret@gateway.example' }],
    ['a base URL of another scheme', { baseUrl: 'ftp://sk-secret.example' }],
    ['a body that is no JSON', { body: { n: 1n } }],
  ])('refuses %s before anything is sent, and does not echo it', async (_, options) => {
    const error = await refusal(options);
    expect(error).toMatchObject({ type: 'invalid_request', origin: 'transport', retryable: false });
    expect(inspect(error, { depth: Infinity })).not.toContain('sk-secret');
  });

  it('knows every secret it sends', () => {
    const { secrets } = prepareRequest(chatCompletions, { ...base, headers: { 'X-Api-Key': 'second-key', Authorization: 'Bearer third-key', 'x-title': 'open-title' } });
    expect(secrets).toEqual(expect.arrayContaining([base.apiKey, 'second-key', 'third-key']));
    expect(secrets).not.toContain('open-title');
  });
});
