import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { bindFrames, chatCompletions, messages, type RequestOptions, responses, streamFrames } from 'framewise';
import { lastValueFrom } from 'rxjs';

import { failureOf } from './support/failure-of.js';
import { selfSigned } from './support/self-signed.js';

/** What a beginner does wrong, and the line that answers it. */
const base = { baseUrl: 'https://gateway.example/v1?key=query-secret', apiKey: 'key-0123456789', body: { model: 'm' } };
const asked = (options: object, protocol: unknown = messages) => failureOf(streamFrames(protocol as typeof messages, options as RequestOptions));

const mistakes: readonly (readonly [mistake: string, options: object, message: string])[] = [
  ['baseURL', { ...base, baseUrl: undefined, baseURL: 'https://gateway.example' }, 'There is no option baseURL: it is called baseUrl.'],
  ['base_url', { ...base, baseUrl: undefined, base_url: 'https://gateway.example' }, 'There is no option base_url: it is called baseUrl.'],
  ['api_key', { ...base, apiKey: undefined, api_key: 'key-0123456789' }, 'There is no option api_key: it is called apiKey.'],
  ['a key that is not set', { ...base, apiKey: undefined }, 'The option apiKey is undefined. Is the environment variable set? A server without keys takes an empty text.'],
  ['no base URL', { ...base, baseUrl: undefined }, 'The option baseUrl is undefined.'],
  ['no scheme', { ...base, baseUrl: 'api.openai.com/v1' }, 'baseUrl has no scheme: write https://api.openai.com/v1'],
  ['no scheme, and a port', { ...base, baseUrl: 'localhost:11434/v1?key=query-secret' }, 'baseUrl has no scheme: write http://localhost:11434/v1'],
  ['typographic quotes', { ...base, apiKey: '“key-0123456789”' }, 'apiKey has a character at position 0 that no HTTP header can carry (a typographic quote).'],
  ['a line break in the key', { ...base, apiKey: 'key-0123456789\n' }, 'apiKey has a character at position 14 that no HTTP header can carry (a line break).'],
  ['a body as text', { ...base, body: '{}' }, 'The option body must be an object: it is written as JSON here.'],
  ['a body as a list', { ...base, body: [] }, 'The option body must be an object: it is written as JSON here.'],
  ['a form as body', { ...base, body: new FormData() }, 'The option body must be an object: it is written as JSON here.'],
  ['a Map as body', { ...base, body: new Map([['model', 'm']]) }, 'The option body must be an object: it is written as JSON here.'],
  ['lines as headers', { ...base, headers: ['x-team: a'] }, 'The headers must be an object, pairs of a name and a value, or Headers.'],
  ['no body', { baseUrl: base.baseUrl, apiKey: '' }, 'The option body is undefined. Write body: { model, ... }.'],
  ['the model beside the body', { baseUrl: base.baseUrl, apiKey: '', model: 'm' }, 'There is no option model. Write body: { model, ... }.'],
  ['the words beside the body', { ...base, messages: [] }, 'There is no option messages. Write body: { messages, ... }.'],
];

/** What a template makes of a variable that is not set, of a promise that nobody awaited, and of an object. */
const slips = ['undefined', 'null', 'Bearer undefined', 'Bearer null', '[object Object]', '[object Promise]', 'Bearer [object Promise]'];

describe('a key that a template has made of nothing', () => {
  it.each(slips)('is told, and not sent: %s', async (apiKey) => {
    const words = apiKey.replace('Bearer ', '');
    const message = `apiKey is the text "${words}": set its variable, or await its promise.`;
    expect(await asked({ ...base, apiKey })).toMatchObject({ type: 'invalid_request', retryable: false, message });
    expect(await asked({ ...base, apiKey: () => apiKey })).toMatchObject({ type: 'invalid_request', message });
    const inHeader = `The header "authorization" is the text "${words}": set its variable, or await its promise.`;
    expect(await asked({ ...base, apiKey: '', headers: { authorization: apiKey } })).toMatchObject({ type: 'invalid_request', message: inHeader });
  });

  it.each(['Bearer key-undefined', 'undefined-0123456789', 'a null value', 'nullable'])('is not what only looks like it: %s', async (value) => {
    const fetch = () => Promise.reject(new TypeError('fetch failed'));
    expect(await asked({ ...base, headers: { 'x-note': value }, fetch })).toMatchObject({ type: 'connection_failed' });
  });
});

describe('a promise in place of an option', () => {
  it.each(['baseUrl', 'apiKey', 'body', 'headers', 'signal', 'fetch'])('%s is to be awaited', async (option) => {
    expect(await asked({ ...base, [option]: Promise.resolve('key') })).toMatchObject({ type: 'invalid_request', message: `${option} is a promise: await it.` });
  });

  it('in a header is to be awaited', async () => {
    const headers = { authorization: Promise.resolve('key') };
    expect(await asked({ ...base, headers })).toMatchObject({ message: 'The header "authorization" must be a string, not a promise: await it.' });
  });
});

describe('a mistake in the options', () => {
  it.each(mistakes)('%s is answered in one line, and never retried', async (_, options, message) => {
    expect(await asked(options)).toMatchObject({ type: 'invalid_request', origin: 'transport', retryable: false, message });
  });

  it('the name of a protocol in its place, is answered', async () => {
    const error = await asked(base, 'messages');
    expect(error).toMatchObject({ type: 'invalid_request', message: expect.stringContaining('must be a record, such as messages') as string });
  });

  it('a function for the key that fails is named', async () => {
    const apiKey = () => Promise.reject(new Error('no token'));
    expect(await asked({ ...base, apiKey })).toMatchObject({ type: 'invalid_request', message: 'The function apiKey failed: no token' });
  });
});

const servers: Server[] = [];

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

/** A server that answers everything alike. */
function serve(status: number, contentType: string, body: string): Promise<string> {
  return listen(createServer((request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': contentType }).end(body);
  }));
}

afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

describe('a mistake in the address', () => {
  it('a port where nobody listens is told with scheme, host and path, and never with the query', async () => {
    const host = await serve(200, 'text/plain', '');
    const closed = servers.pop();
    await new Promise((resolve) => closed?.close(resolve));
    const { message } = await asked({ ...base, baseUrl: `http://${host}/v1?key=query-secret` });
    expect(message).toBe(`The server refused the connection (ECONNREFUSED): http://${host}/v1/messages`);
  });

  it('a port that fetch blocks is not retried', async () => {
    const error = await asked({ ...base, baseUrl: 'http://127.0.0.1:6000' });
    expect(error).toMatchObject({ retryable: false, advice: expect.stringContaining('Use another port') as string });
    expect(error.message).toContain('http://127.0.0.1:6000/v1/messages');
  });

  it('https to a port of http is not retried', async () => {
    const error = await asked({ ...base, baseUrl: `https://${await serve(200, 'text/plain', '')}` });
    expect(error).toMatchObject({ retryable: false, advice: expect.stringContaining('Write http://') as string });
  });

  it('http to a port of https asks for it, and is retried: a server that crashes looks the same', async () => {
    const host = await listen(createTlsServer(selfSigned, (_, response) => response.end()));
    expect(await asked({ ...base, baseUrl: `http://${host}` })).toMatchObject({
      type: 'connection_closed', retryable: true, message: `The connection was closed before the answer was whole (UND_ERR_SOCKET): http://${host}/v1/messages (is it the port of https?)`,
    });
  });

  it('an untrusted certificate is not retried', async () => {
    const host = await listen(createTlsServer(selfSigned, (_, response) => response.end()));
    expect(await asked({ ...base, baseUrl: `https://${host}` })).toMatchObject({
      type: 'untrusted_certificate', retryable: false, message: expect.stringContaining(`https://${host}/v1/messages`) as string,
    });
  });

  it('a 404 has the title of the page, and the address', async () => {
    const host = await serve(404, 'text/html', '<!doctype html><html><head><title>Page not found</title></head></html>');
    expect(await asked({ ...base, baseUrl: `http://${host}/wrong?key=query-secret` })).toMatchObject({
      status: 404, retryable: false, message: `Page not found (HTTP 404 from http://${host}/wrong/v1/messages)`,
    });
  });
});

const chat = 'data: {"object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"Hi"}}]}\n\n';
const message = 'data: {"type":"message_start","message":{}}\n\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}\n\n';
const response = 'data: {"type":"response.created","response":{}}\n\n';

describe('the protocol of another endpoint', () => {
  it.each([
    [messages, chat, 'Nothing of messages came, only unknown types of events (1). They look like chat-completions.'],
    [responses, `${chat}data: [DONE]\n\n`, 'Nothing of responses came, only unknown types of events (1). They look like chat-completions.'],
    [chatCompletions, message, 'Nothing of chat-completions came, only unknown types of events (2). They look like messages.'],
    [chatCompletions, `${response}data: [DONE]\n\n`, 'Nothing of chat-completions came, only unknown types of events (1). They look like responses.'],
    [messages, response, 'Nothing of messages came, only unknown types of events (1). They look like responses.'],
    [messages, 'data: {"type":"new"}\n\n', 'Nothing of messages came, only unknown types of events (1).'],
  ] as const)('is found, and said (%#)', async (protocol, body, words) => {
    const frames = streamFrames<object>(protocol, () => Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } })));
    expect(await failureOf(frames)).toMatchObject({ type: 'unexpected_content', origin: 'protocol', retryable: false, message: words });
  });
});

describe('bound defaults', () => {
  it('join the body, and a function for the key is asked for each attempt', async () => {
    const seen: unknown[] = [];
    let asks = 0;
    const ask = bindFrames(messages, {
      baseUrl: 'https://gateway.example', apiKey: () => `token-${String(++asks)}`, body: { model: 'm', max_tokens: 1 },
      fetch: (_, { headers, body }) => {
        seen.push([headers['x-api-key'], JSON.parse(body ?? '')]);
        return Promise.resolve(new Response('data: {"type":"message_stop"}\n\n', { headers: { 'content-type': 'text/event-stream' } }));
      },
    });
    const frames = ask({ max_tokens: 2 });
    await lastValueFrom(frames);
    await lastValueFrom(frames);
    expect(seen).toEqual([
      ['token-1', { model: 'm', max_tokens: 2, stream: true }],
      ['token-2', { model: 'm', max_tokens: 2, stream: true }],
    ]);
  });
});
