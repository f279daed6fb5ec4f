import './jit/compiler.js';

import { HttpErrorResponse, type HttpInterceptorFn, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { type ApiError, failOnErrorFrame, messages, streamFrames, untilTerminal } from 'framewise';
import { Framewise, provideFramewise } from 'framewise/angular';
import { mockGateway, type Reply } from 'framewise/testing';
import { tap } from 'rxjs';

import { failureOf } from '../support/failure-of.js';
import { createApp } from './support/create-app.js';

const overloaded = { type: 'overloaded_error', message: 'Overloaded' };

/** Everything that can go wrong at the server or on the way. */
const replies: Readonly<Record<string, Reply>> = {
  ...Object.fromEntries([400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 501, 503, 504, 529].map((status) => [`the status ${String(status)}`, { status, error: { type: 'some_error', message: 'Words' } }])),
  'a status without a body': { status: 502 },
  'a page in place of an error': { status: 502, body: '<html><title>Bad gateway</title></html>', contentType: 'text/html' },
  'a wait that the server asks for': { status: 429, headers: { 'retry-after': '7', 'request-id': 'req_1' }, error: { type: 'rate_limit_error', message: 'Slow down' } },
  'an error body without an end': { status: 500, body: `{"error":{"type":"api_error","message":"x"}}${' '.repeat(100_000)}`, fault: { kind: 'stall', atByte: 90_000 } },
  'a redirect': { status: 307, headers: { location: 'https://elsewhere.example/v1/messages?key=1' } },
  'a redirect without a place': { status: 302 },
  'no response': { fault: { kind: 'reset', beforeHeaders: true } },
  'a reset in the body': { text: 'one two', fault: { kind: 'reset', afterText: 'one' } },
  'a connection that is closed in the body': { text: 'one two', fault: { kind: 'close', afterText: 'one' } },
  'an answer without its end': { text: 'one two', fault: { kind: 'end', afterText: 'one' } },
  'an empty body': { body: '', contentType: 'text/event-stream' },
  'a late error': { text: 'one', error: overloaded },
  'an early error in the stream': { error: overloaded },
  'JSON with an error in place of a stream': { json: { error: overloaded } },
  'a page in place of a stream': { body: '<!doctype html><title>Sign in</title>', contentType: 'text/html' },
  'no content': { status: 204 },
  'what is no frame': { events: ['{"type":"content_block_delta"}'] },
};

/** The error as plain data. What the platform threw names its own connection and the place in the code. */
function plain(error: ApiError): object {
  const { cause, raw, ...rest } = error.toJSON() as { cause?: unknown; raw?: unknown };
  const { name } = (error.cause ?? {}) as { name?: string };
  return { ...rest, cause: cause === undefined ? undefined : name, ...(error.origin !== 'transport' && { raw }) };
}

describe('an error through HttpClient', () => {
  it.each(Object.entries(replies))('equals that of the core: %s', async (_, reply) => {
    await using gateway = await mockGateway({ script: [reply, reply] });
    const body = { model: 'any' };
    const direct = await failureOf(streamFrames(messages, { baseUrl: gateway.baseUrl, apiKey: '', body }).pipe(failOnErrorFrame(), untilTerminal()));
    const app = createApp(provideHttpClient(), provideFramewise({ baseUrl: gateway.baseUrl }));
    const through = await failureOf(app.get(Framewise).stream(messages, body).pipe(failOnErrorFrame(), untilTerminal()));
    expect(plain(through)).toEqual(plain(direct));
    app.destroy();
  });

  it('equals that of the core where nobody listens, and for what cannot be sent', async () => {
    const closed = await mockGateway();
    const { baseUrl } = closed;
    await closed.close();
    for (const options of [{ baseUrl }, { baseUrl: 'ftp://example.com' }, { baseUrl: 'no url' }, { baseUrl, headers: { 'x-bad': 'line\nbreak' } }, { baseUrl: 'http://127.0.0.1:1' }]) {
      const direct = await failureOf(streamFrames(messages, { ...options, apiKey: '', body: {} }));
      const app = createApp(provideHttpClient(), provideFramewise(options));
      const through = await failureOf(app.get(Framewise).stream(messages, {}));
      expect(plain(through)).toEqual(plain(direct));
      app.destroy();
    }
  });

  it('is `timeout` where an interceptor sets one, before the headers and in the body', async () => {
    const hasty: HttpInterceptorFn = (request, next) => next(request.clone({ timeout: 50 }));
    const replies: Reply[] = [{ fault: { kind: 'stall', beforeHeaders: true } }, { text: 'one two', fault: { kind: 'stall', afterText: 'one' } }];
    await using gateway = await mockGateway({ script: replies });
    const app = createApp(provideHttpClient(withInterceptors([hasty])), provideFramewise({ baseUrl: gateway.baseUrl }));
    for (const index of replies.keys()) {
      expect(await failureOf(app.get(Framewise).stream(messages, {}))).toMatchObject({ type: 'timeout', origin: 'transport', retryable: true });
      expect(await (await gateway.requestAt(index)).closed).toBe('client');
    }
    app.destroy();
  });

  it('shows interceptors the status and the words of the server first', async () => {
    await using gateway = await mockGateway({ script: [{ status: 401, error: { type: 'authentication_error', message: 'Who are you?' } }] });
    const seen: unknown[] = [];
    const look: HttpInterceptorFn = (request, next) => next(request).pipe(tap({ error: (error: unknown) => seen.push(error) }));
    const app = createApp(provideHttpClient(withInterceptors([look])), provideFramewise({ baseUrl: gateway.baseUrl }));
    await failureOf(app.get(Framewise).stream(messages, {}));
    expect(seen).toEqual([expect.any(HttpErrorResponse)]);
    expect(seen[0]).toMatchObject({ status: 401, error: expect.stringContaining('Who are you?') as string, url: `${gateway.baseUrl}/v1/messages` });
    app.destroy();
  });

  it('comes from HttpTestingController unaided: a status, and a lost network', async () => {
    const app = createApp(provideHttpClient(), provideHttpClientTesting(), provideFramewise({ baseUrl: '/api' }));
    const controller = app.get(HttpTestingController);
    const limited = failureOf(app.get(Framewise).stream(messages, {}));
    controller.expectOne('/api/v1/messages').flush('{"error":{"type":"rate_limit_error","message":"Slow down"}}', { status: 429, statusText: 'Too Many Requests', headers: { 'retry-after': '3' } });
    expect(await limited).toMatchObject({ type: 'rate_limit_error', status: 429, retryAfterMs: 3_000, message: 'Slow down' });
    const lost = failureOf(app.get(Framewise).stream(messages, {}));
    controller.expectOne('/api/v1/messages').error(new Event('error') as ProgressEvent);
    expect(await lost).toMatchObject({ type: 'connection_failed', origin: 'transport', retryable: true });
    app.destroy();
  });
});
