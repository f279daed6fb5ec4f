import { inspect } from 'node:util';

import { ApiError } from '../../../src/errors/api-error.js';
import { chatCompletions } from '../../../src/protocols/chat-completions/protocol.js';
import { messages } from '../../../src/protocols/messages/protocol.js';
import { prepareRequest, type RequestOptions } from '../../../src/wire/opening/request.js';
import type { FetchInit } from '../../../src/wire/opening/response-like.js';

const base: RequestOptions = { baseUrl: 'https://gateway.example/v1', apiKey: 'key-0123456789', body: { model: 'm' } };

/** What reaches `fetch` for these options. */
async function sent(options: Partial<RequestOptions>, protocol = chatCompletions as typeof messages | typeof chatCompletions) {
  const calls: { url: string; init: FetchInit }[] = [];
  const fetch = (url: string, init: FetchInit): Promise<Response> => {
    calls.push({ url, init });
    return Promise.resolve(new Response(''));
  };
  await prepareRequest(protocol, { ...base, ...options, fetch }).open(new AbortController().signal);
  const [call] = calls;
  if (!call) throw new Error('fetch was not called');
  return { ...call, headers: new Headers(call.init.headers), body: JSON.parse(call.init.body ?? '') as unknown };
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

  it('posts all own fields of the body, whatever their names are', async () => {
    const { init } = await sent({ body: JSON.parse('{"model":"m","__proto__":{"a":1}}') as object });
    expect(init.body).toBe('{"model":"m","__proto__":{"a":1},"stream":true}');
  });

  it('gives fetch a string and plain headers', async () => {
    const { url, init } = await sent({ headers: new Headers({ 'X-Title': 'spec' }) });
    expect(typeof url).toBe('string');
    expect(Object.getPrototypeOf(init.headers)).toBe(Object.prototype);
    expect(init.headers).toEqual({
      accept: 'text/event-stream', 'content-type': 'application/json', authorization: 'Bearer key-0123456789', 'x-title': 'spec',
    });
  });

  it.each([
    ['an object', { 'X-Title': 'spec' }],
    ['Headers', new Headers({ 'X-Title': 'spec' })],
    ['pairs', [['X-Title', 'spec']] as const],
    ['a Map', new Map([['X-Title', 'spec']])],
  ])('takes headers as %s', async (_, headers) => {
    expect((await sent({ headers })).headers.get('x-title')).toBe('spec');
  });

  it('sends headers that can be read only once with every attempt, and shows none of them', async () => {
    const seen: unknown[] = [];
    const headers = new Map([['X-Gateway', 'gateway-secret']]).entries();
    const fetch = (_: string, init: FetchInit): Promise<Response> => {
      seen.push(init.headers['x-gateway']);
      return Promise.resolve(new Response(''));
    };
    const request = prepareRequest(chatCompletions, { ...base, headers, fetch });
    await request.open(new AbortController().signal);
    await request.open(new AbortController().signal);
    expect(seen).toEqual(['gateway-secret', 'gateway-secret']);
    expect(request.secrets).toContain('gateway-secret');
  });

  it('looks fetch up when it is opened', async () => {
    const request = prepareRequest(chatCompletions, base);
    const own = globalThis.fetch;
    const response = new Response('');
    globalThis.fetch = () => Promise.resolve(response);
    try {
      expect(await request.open(new AbortController().signal)).toBe(response);
    } finally {
      globalThis.fetch = own;
    }
  });

  it('says that there is no fetch', async () => {
    const own = globalThis.fetch;
    Reflect.deleteProperty(globalThis, 'fetch');
    try {
      const error = await refusal({ fetch: undefined });
      expect(error).toMatchObject({ type: 'invalid_request', retryable: false, message: expect.stringContaining('no global fetch') as string });
    } finally {
      globalThis.fetch = own;
    }
  });

  it('advises of CORS where a page asks another server, and of the network else', async () => {
    const lost = { fetch: () => Promise.reject(new TypeError('Failed to fetch')) };
    expect((await refusal(lost)).advice).not.toContain('CORS');
    Object.defineProperty(globalThis, 'location', { value: { href: 'https://app.example/', origin: 'https://app.example' }, configurable: true });
    try {
      expect(await refusal(lost)).toMatchObject({ type: 'connection_failed', retryable: true, advice: expect.stringContaining('CORS') as string });
      expect((await refusal({ ...lost, baseUrl: '/api' })).advice).not.toContain('CORS');
    } finally {
      Reflect.deleteProperty(globalThis, 'location');
    }
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
    ['headers that are none', { headers: 'sk-secret' as unknown as Headers }],
    ['headers that are null', { headers: null as unknown as Headers }],
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
