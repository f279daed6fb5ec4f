import './jit/compiler.js';

import { DOCUMENT, PlatformLocation } from '@angular/common';
import { HttpBackend, HttpClient, HttpContext, HttpContextToken, HttpEventType, HttpHeaders, type HttpInterceptorFn, type HttpRequest, HttpResponse, HttpXsrfTokenExtractor, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { jest } from '@jest/globals';
import { chatCompletions, collect, type Completion, type Frame, messages, type Protocol, reliably, responses, text } from 'framewise';
import { Framewise, provideFramewise } from 'framewise/angular';
import { mockGateway, writeAnswer } from 'framewise/testing';
import { concat, EMPTY, firstValueFrom, lastValueFrom, merge, type Observable, of, retry, Subject, tap, throwError } from 'rxjs';

import { failureOf } from '../support/failure-of.js';
import { createApp } from './support/create-app.js';
import { silent } from './support/silent.js';

function answerOf(frames$: Observable<Frame<object>>): Promise<Completion> {
  return lastValueFrom(frames$.pipe(reliably({ logger: silent, maxRetries: 0 }), collect()));
}

const stream = { headers: new HttpHeaders({ 'content-type': 'text/event-stream' }) };

describe('Framewise.stream', () => {
  it.each([chatCompletions, responses, messages])('reads an answer of $name through HttpClient', async (protocol) => {
    await using gateway = await mockGateway({ script: [{ text: 'Grüße, 🌍', chunks: { bytes: 1 } }] });
    const app = createApp(provideHttpClient(), provideFramewise({ baseUrl: gateway.baseUrl }));
    expect((await answerOf(app.get(Framewise).stream<object>(protocol as Protocol, { model: 'any' }))).text).toBe('Grüße, 🌍');
    app.destroy();
  });

  it('shows the request to every interceptor: its body as an object, its headers, its context', async () => {
    await using gateway = await mockGateway();
    const TENANT = new HttpContextToken(() => 'nobody');
    const seen: HttpRequest<unknown>[] = [];
    const events: HttpEventType[] = [];
    const look: HttpInterceptorFn = (request, next) => {
      seen.push(request);
      return next(request.clone({ setHeaders: { authorization: 'Bearer abcdefgh', 'x-tenant': request.context.get(TENANT) } })).pipe(tap(({ type }) => events.push(type)));
    };
    const app = createApp(provideHttpClient(withInterceptors([look])), provideFramewise({ baseUrl: gateway.baseUrl, headers: { 'x-app': 'ours', 'x-both': 'ours' } }));
    const context = new HttpContext().set(TENANT, 'acme');
    const request = { headers: new HttpHeaders({ 'x-both': 'theirs' }), context };
    await answerOf(app.get(Framewise).stream(messages, { model: 'm', messages: [] }, request));

    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', url: `${gateway.baseUrl}/v1/messages`, body: { model: 'm', messages: [], stream: true } });
    expect(events).toEqual([HttpEventType.Sent, HttpEventType.ResponseHeader, HttpEventType.Response]);
    expect((await gateway.requestAt(0)).headers).toMatchObject({
      authorization: 'Bearer abcdefgh', 'x-tenant': 'acme', 'x-app': 'ours', 'x-both': 'theirs', accept: 'text/event-stream', 'content-type': 'application/json', 'anthropic-version': '2023-06-01',
    });
    expect([...context.keys()]).toEqual([TENANT]);
    app.destroy();
  });

  it('is cold, and sends a request of its own for each subscription, before subscribe returns', () => {
    const app = createApp(provideHttpClient(), provideHttpClientTesting(), provideFramewise({ baseUrl: '/api' }));
    const controller = app.get(HttpTestingController);
    const frames$ = app.get(Framewise).stream(messages, { model: 'm' });
    controller.expectNone('/api/v1/messages');
    const [one, two] = [frames$.subscribe(), frames$.subscribe()];
    expect(controller.match('/api/v1/messages')).toHaveLength(2);
    one.unsubscribe();
    two.unsubscribe();
    app.destroy();
  });

  it.each([
    ['/api', '/api/v1/messages'],
    ['/api/v1/', '/api/v1/messages'],
    ['/api?tenant=1', '/api/v1/messages?tenant=1'],
    ['https://api.example.com/v1', 'https://api.example.com/v1/messages'],
  ])('asks below the base URL %s as it was written: %s', (baseUrl, url) => {
    const app = createApp(provideHttpClient(), provideHttpClientTesting(), provideFramewise({ baseUrl }));
    app.get(Framewise).stream(messages, { model: 'm' }).subscribe().unsubscribe();
    expect(app.get(HttpTestingController).expectOne(url).cancelled).toBe(true);
    app.destroy();
  });

  it('adds the XSRF token where the request goes to the own origin', async () => {
    await using gateway = await mockGateway();
    const page = { provide: PlatformLocation, useValue: { href: `${gateway.baseUrl}/page` } };
    const token = { provide: HttpXsrfTokenExtractor, useValue: { getToken: () => 'token-of-the-page' } };
    const app = createApp({ provide: DOCUMENT, useValue: {} }, page, token, provideHttpClient(), provideFramewise({ baseUrl: gateway.baseUrl }));
    await answerOf(app.get(Framewise).stream(messages, { model: 'm' }));
    expect((await gateway.requestAt(0)).headers['x-xsrf-token']).toBe('token-of-the-page');
    app.destroy();
  });

  it('aborts the request when its subscriber leaves', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'one two', fault: { kind: 'stall', afterText: 'one' } }] });
    const app = createApp(provideHttpClient(), provideFramewise({ baseUrl: gateway.baseUrl }));
    await firstValueFrom(app.get(Framewise).stream(messages, { model: 'm' }).pipe(reliably(), text()));
    expect(await (await gateway.requestAt(0)).closed).toBe('client');
    app.destroy();
  });

  it('fails with `aborted` when the injector is destroyed, and so does every later subscription', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'one two', fault: { kind: 'stall', afterText: 'one' } }] });
    const app = createApp(provideHttpClient(), provideFramewise({ baseUrl: gateway.baseUrl }));
    const frames$ = app.get(Framewise).stream(messages, { model: 'm' });
    const failure = failureOf(frames$);
    const request = await gateway.requestAt(0);
    await request.stalled;
    app.destroy();
    expect(await failure).toMatchObject({ type: 'aborted', origin: 'transport', retryable: false });
    expect(await request.closed).toBe('client');
    expect(await failureOf(frames$)).toMatchObject({ type: 'aborted' });
    expect(gateway.requests).toHaveLength(1);
  });

  it('lets the retry of an interceptor send the request again, without a word twice', async () => {
    await using gateway = await mockGateway({ script: [{ status: 503 }, { text: 'one two' }] });
    const app = createApp(provideHttpClient(withInterceptors([(request, next) => next(request).pipe(retry(2))])), provideFramewise({ baseUrl: gateway.baseUrl }));
    expect((await answerOf(app.get(Framewise).stream(messages, { model: 'm' }))).text).toBe('one two');
    expect(gateway.requests).toHaveLength(2);
    app.destroy();
  });

  it('is not disturbed by an interceptor that copies the body', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'one two' }] });
    const copy: HttpInterceptorFn = (request, next) => next(request).pipe(tap((event) => { if (event instanceof HttpResponse) event.clone({ body: event.body }); }));
    const app = createApp(provideHttpClient(withInterceptors([copy])), provideFramewise({ baseUrl: gateway.baseUrl }));
    expect((await answerOf(app.get(Framewise).stream(messages, { model: 'm' }))).text).toBe('one two');
    app.destroy();
  });

  it('reads what an interceptor answers itself: a stream, a whole answer as JSON', async () => {
    const whole = { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', content: [{ type: 'text', text: 'whole' }], stop_reason: 'end_turn', usage: { input_tokens: 1, output_tokens: 1 } };
    for (const [body, expected] of [[writeAnswer(messages, { text: 'cached' }), 'cached'], [whole, 'whole']] as const) {
      const cache: HttpInterceptorFn = () => of(new HttpResponse<unknown>({ body, ...(typeof body === 'string' && stream) }));
      const app = createApp(provideHttpClient(withInterceptors([cache])), provideFramewise({ baseUrl: '/api' }));
      expect((await answerOf(app.get(Framewise).stream(messages, { model: 'm' }))).text).toBe(expected);
      app.destroy();
    }
  });

  it('makes what an interceptor throws an error that is not retryable, with the value as its cause', async () => {
    const over = new Error('The session is over.');
    const app = createApp(provideHttpClient(withInterceptors([() => throwError(() => over)])), provideFramewise({ baseUrl: '/api' }));
    const failure = await failureOf(app.get(Framewise).stream(messages, { model: 'm' }));
    expect(failure).toMatchObject({ origin: 'transport', retryable: false, cause: over });
    expect(failure.message).toContain('The session is over.');
    app.destroy();
  });

  it('says that there was no response, where an interceptor returns nothing', async () => {
    const app = createApp(provideHttpClient(withInterceptors([() => EMPTY])), provideFramewise({ baseUrl: '/api' }));
    const failure = await failureOf(app.get(Framewise).stream(messages, { model: 'm' }));
    expect(failure).toMatchObject({ retryable: false });
    expect(failure.message).toContain('gave no response');
    app.destroy();
  });

  it('ends the body with what an interceptor throws after the response', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'one two', fault: { kind: 'stall', afterText: 'one' } }] });
    const over = new Subject<never>();
    const app = createApp(provideHttpClient(withInterceptors([(request, next) => merge(next(request), over)])), provideFramewise({ baseUrl: gateway.baseUrl }));
    const failure = failureOf(app.get(Framewise).stream(messages, { model: 'm' }));
    await (await gateway.requestAt(0)).stalled;
    over.error(new DOMException('too long', 'TimeoutError'));
    expect(await failure).toMatchObject({ type: 'timeout', origin: 'transport' });
    expect(await (await gateway.requestAt(0)).closed).toBe('client');
    app.destroy();
  });
});

describe('a request that no stream has made', () => {
  it('goes to the backend of Angular, and its body comes whole', async () => {
    await using gateway = await mockGateway({ script: [{ json: { fine: true } }] });
    const app = createApp(provideHttpClient(), provideFramewise({ baseUrl: gateway.baseUrl }));
    const response = await firstValueFrom(app.get(HttpClient).post(`${gateway.baseUrl}/v1/messages`, { model: 'm' }));
    expect(response).toEqual({ fine: true });
    expect((await gateway.requestAt(0)).headers['accept']).toBe('application/json, text/plain, */*');
    app.destroy();
  });
});

describe('without the backend of provideFramewise', () => {
  let warned: jest.SpiedFunction<typeof console.warn>;
  beforeEach(() => { warned = jest.spyOn(console, 'warn').mockImplementation(() => undefined); });
  afterEach(() => { warned.mockRestore(); });

  it('answers come whole but right, and one warning says so: a wrong order of providers', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'one two' }, { text: 'three' }] });
    const app = createApp(provideFramewise({ baseUrl: gateway.baseUrl }), provideHttpClient());
    const framewise = app.get(Framewise);
    expect((await answerOf(framewise.stream(messages, { model: 'm' }))).text).toBe('one two');
    expect((await answerOf(framewise.stream(messages, { model: 'm' }))).text).toBe('three');
    expect(warned.mock.calls).toEqual([[expect.stringContaining('Put provideFramewise() after provideHttpClient()')]]);
    app.destroy();
  });

  it('the same for a backend that knows no streams, as XMLHttpRequest is one', async () => {
    const xhr = { handle: () => concat(of({ type: HttpEventType.Sent as const }), of(new HttpResponse({ body: writeAnswer(messages, { text: 'one two' }), ...stream }))) };
    const app = createApp(provideHttpClient(), { provide: HttpBackend, useValue: xhr }, provideFramewise({ baseUrl: '/api' }));
    expect((await answerOf(app.get(Framewise).stream(messages, { model: 'm' }))).text).toBe('one two');
    expect(warned.mock.calls).toEqual([[expect.stringContaining('without withXhr()')]]);
    app.destroy();
  });

  it('nothing is said of HttpTestingController, nor of an interceptor that answers', async () => {
    const app = createApp(provideHttpClient(), provideHttpClientTesting(), provideFramewise({ baseUrl: '/api' }));
    const all = answerOf(app.get(Framewise).stream(messages, { model: 'm' }));
    app.get(HttpTestingController).expectOne('/api/v1/messages').flush(writeAnswer(messages, { text: 'flushed' }));
    expect((await all).text).toBe('flushed');
    expect(warned).not.toHaveBeenCalled();
    app.destroy();
  });
});
