import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import * as framewise from 'framewise';
import { mockGateway } from 'framewise/testing';
import { EMPTY, type Observable, of } from 'rxjs';

import { failureOf } from './support/failure-of.js';

/** What a compiler would find, and plain JavaScript does not: each is answered in one line, before anything is sent. */
const { chatCompletions, messages } = framewise;
const { accumulate, catchErrorType, failOnStall, fallBackTo, parseFrames, reliably, retryWithBackoff, streamFrames } = framewise as unknown as Record<string, (...given: unknown[]) => Observable<unknown>>;
const base = { baseUrl: 'https://gateway.example/v1', apiKey: 'key-0123456789', body: { model: 'm' } };
const ask = (...given: unknown[]): Promise<framewise.ApiError> => failureOf(streamFrames?.(...given) ?? EMPTY);

const source = 'The source must be { baseUrl, apiKey, body }, or a function: write (signal) => fetch(...), which is called for each attempt.';
const protocol = 'The protocol must be a record, such as messages, chatCompletions or responses, and not its name.';
const keyAlone = 'apiKey must be the key alone, without "Bearer" and without blanks around it.';

describe('a request', () => {
  it.each<[mistake: string, given: unknown[], message: string]>([
    ['with the whole address of the endpoint', [chatCompletions, { ...base, baseUrl: 'https://gateway.example/v1/chat/completions' }], 'baseUrl ends in /chat/completions, which is added here: write https://gateway.example/v1'],
    ['with "Bearer" before the key', [messages, { ...base, apiKey: 'Bearer key-0123456789' }], keyAlone],
    ['with a blank behind the key', [messages, { ...base, apiKey: 'key-0123456789 ' }], keyAlone],
    ['with a function for the key that gives none', [messages, { ...base, apiKey: () => undefined }], 'apiKey must be a string, not undefined.'],
    ['with quotes around the address', [messages, { ...base, baseUrl: '"https://gateway.example/v1"' }], 'baseUrl is not a URL. It needs a scheme and a host, such as https://api.openai.com/v1; only a page takes a relative one.'],
    ['with a WebSocket', [messages, { ...base, baseUrl: 'wss://gateway.example' }], 'baseUrl must begin with http:// or https://.'],
    ['with a promise in place of a function', [messages, Promise.resolve(new Response(''))], source],
    ['with an address alone', [messages, base.baseUrl], source],
    ['without anything to ask', [messages], source],
    ['whose protocol is not exported', [(framewise as { openai?: unknown }).openai, base], protocol],
    ['whose arguments are swapped', [base, messages], protocol],
    ['by something that is no fetch', [messages, { ...base, fetch: { get: () => undefined } }], 'The option fetch must be a function, as the global fetch is one.'],
    ['with a number that JSON has not', [messages, { ...base, body: { n: 1n } }], 'The body cannot be written as JSON: TypeError: Do not know how to serialize a BigInt'],
    ['with a header that is not set', [messages, { ...base, headers: { 'x-team': undefined } }], 'The header "x-team" must be a string, not undefined.'],
    ['with the controller in place of its signal', [messages, { ...base, signal: new AbortController() }], 'The signal must be an AbortSignal.'],
    ['by a function that forgets to return', [messages, () => undefined], 'The function that opens the response must return a Response.'],
  ])('%s is answered', async (_, given, message) => {
    expect(await ask(...given)).toMatchObject({ type: 'invalid_request', retryable: false, message });
  });
});

describe('an operator', () => {
  const frames = of({ kind: 'data' });

  it.each<[mistake: string, make: () => unknown, message: string]>([
    ['without its brackets', () => frames.pipe(reliably as never), 'reliably takes options by name: write reliably() or reliably({ ... }).'],
    ['with a number, as retry(3) takes it', () => retryWithBackoff?.(3), 'retryWithBackoff takes options by name: write retryWithBackoff() or retryWithBackoff({ ... }).'],
    ['with milliseconds alone', () => failOnStall?.(1000), 'failOnStall takes options by name: write failOnStall() or failOnStall({ ... }).'],
    ['with options in place of an Upstream', () => reliably?.({ upstream: { maxConcurrent: 1 } }), 'upstream must be an Upstream: write new Upstream({ ... }), once.'],
    ['with a second source that is no function', () => fallBackTo?.(frames), 'fallBackTo takes a function that returns the next source: write fallBackTo(() => ...).'],
    ['with one handler for all errors', () => catchErrorType?.(() => frames), 'catchErrorType takes functions by the type of the error: write catchErrorType({ overloaded_error: (error) => ... }).'],
    ['without its protocol', () => accumulate?.(), 'accumulate takes a protocol, such as messages, chatCompletions or responses, and not its name.'],
    ['with the name of its protocol', () => parseFrames?.('messages'), 'parseFrames takes a protocol, such as messages, chatCompletions or responses, and not its name.'],
  ])('%s is answered where it is written', (_, make, message) => {
    expect(make).toThrow(new TypeError(message));
  });
});

describe('an address', () => {
  const servers: (HttpServer | Server)[] = [];

  async function listen(server: HttpServer | Server): Promise<string> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  function serve(status: number, title: string): Promise<string> {
    return listen(createHttpServer((request, response) => {
      request.resume();
      response.writeHead(status, { 'content-type': 'text/html' }).end(`<!doctype html><title>${title}</title>`);
    }));
  }

  afterAll(() => {
    for (const server of servers) {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    }
  });

  it('of a web page is named, with the title of the page', async () => {
    const baseUrl = await serve(200, 'Chat for everybody');
    expect(await ask(messages, { ...base, baseUrl: `${baseUrl}?key=query-secret` })).toMatchObject({
      type: 'unexpected_content', message: `Expected text/event-stream, got text/html from ${baseUrl}/v1/messages: Chat for everybody`,
    });
  });

  it('where nobody takes a POST is to be checked', async () => {
    const baseUrl = await serve(405, 'Not Allowed');
    expect(await ask(messages, { ...base, baseUrl })).toMatchObject({ status: 405, retryable: false, advice: expect.stringContaining('Check the base URL') as string });
  });

  it('of a server that speaks no HTTP is not asked twice', async () => {
    const baseUrl = await listen(createServer((socket) => {
      // All of the request is read: a connection that is closed over unread bytes is reset, and its answer with it.
      socket.on('error', () => undefined).resume().end('SSH-2.0-OpenSSH_9.6\r\n');
    }));
    expect(await ask(messages, { ...base, baseUrl })).toMatchObject({ retryable: false, advice: expect.stringContaining('does not speak plain HTTP') as string });
  });

  it('whose host is misspelt is not asked twice, and says so', async () => {
    const fetch = () => Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }) }));
    expect(await ask(messages, { ...base, baseUrl: 'https://api.opneai.example/v1?key=query-secret', fetch })).toMatchObject({
      type: 'host_not_found', retryable: false, message: 'The host name has no address (ENOTFOUND): https://api.opneai.example/v1/messages',
      advice: 'Correct the host name in the base URL: there is none of that name.',
    });
  });

  it('of a gateway that was not awaited is told as missing', async () => {
    const starting = mockGateway();
    const { baseUrl } = starting as unknown as { baseUrl: undefined };
    expect(await ask(messages, { ...base, baseUrl })).toMatchObject({ message: 'The option baseUrl is undefined.' });
    await (await starting).close();
  });
});
