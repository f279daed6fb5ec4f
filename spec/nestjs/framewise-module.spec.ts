import { connect } from 'node:net';
import { Body, Controller, HttpException, Injectable, Module, Post, Sse, SseSignal } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { chatCompletions, messages, responses, Upstream } from 'framewise';
import { encodeFrames, FramewiseModule, getUpstreamToken, InjectUpstream, sse, toMessageEvents, UpstreamClient, type UpstreamSettings, whenReady } from 'framewise/nestjs';
import { type MockGateway, mockGateway, type ScriptEntry } from 'framewise/testing';
import { of } from 'rxjs';

import { startStopwatch } from '../support/stopwatch.js';
import { adapters, type Application, startApplication } from './application.js';

@Controller()
class ChatController {
  constructor(@InjectUpstream('claude') readonly claude: UpstreamClient) {}

  @Post('chat')
  chat(@Body() body: object) {
    return sse(this.claude.frames(body).pipe(toMessageEvents()));
  }

  @Post('slow')
  slow(@Body() body: object) {
    return sse(this.claude.frames(body).pipe(toMessageEvents()), { commitAfterMs: 30, heartbeatMs: 30 });
  }

  @Post('bounded')
  bounded() {
    return sse(this.claude.frames({}).pipe(toMessageEvents()), { maxPendingChars: 200_000 });
  }

  @Post('v1/chat/completions')
  chatCompletions(@Body() body: object) {
    return sse(this.claude.frames(body).pipe(encodeFrames(chatCompletions, { from: messages, model: 'ours' })));
  }

  @Post('v1/responses')
  responses(@Body() body: object) {
    return sse(this.claude.frames(body).pipe(encodeFrames(responses, { from: messages })));
  }

  @Post('v1/messages')
  messages(@Body() body: object) {
    return sse(this.claude.frames(body).pipe(encodeFrames(messages, { from: messages })));
  }

  @Sse('events')
  async events(@SseSignal() signal: AbortSignal) {
    return await whenReady(this.claude.frames({}).pipe(toMessageEvents()), signal);
  }

  @Post('teapot')
  teapot() {
    throw new HttpException('I am a teapot', 418);
  }
}

const rateLimit = { status: 429, headers: { 'retry-after': '70' }, error: { type: 'rate_limit_error', message: 'Slow down.' } };
const mistake = { status: 400, error: { type: 'invalid_request_error', message: 'No messages.' } };
const openAi = (type: string, message: string): object => ({ error: { message, type, param: null, code: null } });
const anthropic = (type: string, message: string): object => ({ type: 'error', error: { type, message } });
const shapes = [
  { path: '/chat', shape: openAi },
  { path: '/v1/chat/completions', shape: openAi },
  { path: '/v1/responses', shape: openAi },
  { path: '/v1/messages', shape: anthropic },
];

describe.each(adapters)('a real application on $server, with an interceptor and a filter for all routes', ({ adapter }) => {
  let gateway: MockGateway;
  let application: Application;

  beforeEach(async () => {
    gateway = await mockGateway();
    const claude = { protocol: messages, baseUrl: gateway.baseUrl, apiKey: 'sk-upstream', reliably: { maxRetries: 0 } };
    application = await startApplication(adapter, { imports: [FramewiseModule.forRoot({ upstreams: { claude } })], controllers: [ChatController] });
  });

  afterEach(async () => {
    await application[Symbol.asyncDispose]();
    await gateway.close();
  });

  const ask = (path: string, reply: ScriptEntry, init?: RequestInit): Promise<Response> => {
    gateway.reply(reply);
    return application.post(path, init);
  };

  it('streams an answer as it comes', async () => {
    const response = await ask('/chat', { text: ['Hello', ', world'] });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    expect(await response.text()).toContain('data: {"kind":"data","deltas":[{"type":"text","text":"Hello","choice":0}]}\n\n');
    expect(gateway.requests[0]?.headers['x-api-key']).toBe('sk-upstream');
  });

  it.each(shapes)('keeps status, wait and words of what fails before the first word, in the shape of the route: $path', async ({ path, shape }) => {
    const mistaken = await ask(path, mistake);
    expect([mistaken.status, await mistaken.json()]).toEqual([400, shape('invalid_request_error', 'No messages.')]);
    const overloaded = await ask(path, { error: { type: 'overloaded_error', message: 'Busy.' } });
    expect([overloaded.status, await overloaded.json()]).toEqual([503, shape('overloaded_error', 'Busy.')]);
    const limited = await ask(path, rateLimit);
    expect([limited.status, limited.headers.get('retry-after'), await limited.json()]).toEqual([429, '70', shape('rate_limit_error', 'Slow down.')]);
    // The next one is not sent at all: all were told to wait, and that for longer than requests are held.
    const held = await application.post(path);
    expect([held.status, Number(held.headers.get('retry-after')) > 60, gateway.requestCount]).toEqual([503, true, 3]);
  });

  it.each([[401, 502], [403, 502], [402, 503]])('tells a %s of the upstream as a %s, without a word of it', async (status, told) => {
    const refused = await ask('/chat', { status, error: { type: 'some_error', message: 'Bad key sk-upstream of org-1, Internal server error' } });
    expect([refused.status, await refused.text()]).toEqual([told, expect.not.stringMatching(/key|org-1|sk-|Internal/)]);
    expect(application.log.lines.join('\n')).not.toContain('sk-upstream');
  });

  it.each(shapes)('ends with exactly one typed error after the first word: $path', async ({ path }) => {
    const text = await (await ask(path, { text: 'Hello', error: { type: 'rate_limit_error', message: 'Slow down.' } })).text();
    expect(text.match(/Slow down\./g)).toHaveLength(1);
    const last = text.trimEnd().split('\n\n').at(-1) ?? '';
    expect(JSON.parse(last.replace(/^event: error\ndata: |^data: /, ''))).toMatchObject({ error: { type: 'rate_limit_error', message: 'Slow down.' } });
    expect(text).not.toContain('Internal server error');
  });

  it('sends comments while nothing comes, and tells what fails then as the last event', async () => {
    gateway.reply({ text: 'Hello', fault: { kind: 'stall', atEvent: 1 } });
    const response = await application.post('/slow');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe(': ping\n\n');
    expect((await reader?.read())?.value).toBe(': ping\n\n');
    (await gateway.requestAt(0)).break('reset');
    let rest = '';
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) rest += next.value;
    expect(rest.replaceAll(': ping\n\n', '')).toBe('event: error\ndata: {"error":{"type":"api_error","message":"The model server failed."}}\n\n');
  });

  it.each([{ fault: { kind: 'stall', afterText: 'Hello' } }, { fault: { kind: 'stall', beforeHeaders: true } }] as const)('closes the upstream within a second when the client goes: $fault', async ({ fault }) => {
    const aborter = new AbortController();
    const asked = ask('/chat', { text: 'Hello', fault }, { signal: aborter.signal }).then((response) => response.text());
    const request = await gateway.requestAt(0);
    await request.stalled;
    const left = startStopwatch();
    aborter.abort();
    await expect(asked).rejects.toThrow();
    await request.closed;
    expect(left.elapsedMs()).toBeLessThan(1_000);
    // The client's fetch has opened another connection by now, which never carries a request.
    const closing = startStopwatch();
    await application.app.close();
    expect(closing.elapsedMs()).toBeLessThan(2_000);
  });

  it('cuts a client off that does not read, and closes its upstream', async () => {
    gateway.reply({ text: Array.from({ length: 2_000 }, () => 'x'.repeat(10_000)) });
    const socket = connect(Number(new URL(application.url).port), '127.0.0.1');
    socket.pause().write('POST /bounded HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n');
    await (await gateway.requestAt(0)).closed;
    socket.resume();
    let body = '';
    for await (const chunk of socket) body += String(chunk);
    expect(body).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(body.length).toBeLessThan(2_000 * 10_000);
    expect(body).not.toMatch(/\r\n0\r\n\r\n$/);
  });

  it('leaves the errors of others to others', async () => {
    expect((await application.post('/teapot')).status).toBe(418);
  });

  it('closes with an open stream, which ends typed', async () => {
    const response = await ask('/chat', { text: 'Hello', fault: { kind: 'stall', afterText: 'Hello' } });
    const text = response.text();
    const closing = startStopwatch();
    await application.app.close();
    expect(closing.elapsedMs()).toBeLessThan(2_000);
    expect(await text).toMatch(/event: error\ndata: \{"error":\{"type":"overloaded_error","message":"The server ended the answer. Try again."\}\}\n\n$/);
  });

  it('closes with a request that has no answer yet, which is a 503', async () => {
    const asked = ask('/chat', { text: 'Hello', fault: { kind: 'stall', beforeHeaders: true } });
    await gateway.requestAt(0);
    await application.app.close();
    expect((await asked).status).toBe(503);
  });

  it('writes to the logger of NestJS', async () => {
    await (await ask('/chat', mistake)).text();
    expect(application.log.lines).toEqual([expect.stringMatching(/The stream failed: .*"status":400.* Upstream claude/)]);
  });
});

/** A route of `@Sse()` has no interceptor here: with one NestJS has sent 200 before the wait is over. */
describe.each(adapters)('whenReady on $server', ({ adapter }) => {
  it('keeps the status of an early error for a route of @Sse(), and closes the upstream with its client', async () => {
    await using gateway = await mockGateway();
    const claude = { protocol: messages, baseUrl: gateway.baseUrl, apiKey: '', reliably: { maxRetries: 0 } };
    await using application = await startApplication(adapter, { imports: [FramewiseModule.forRoot({ upstreams: { claude } })], controllers: [ChatController] }, { interceptors: [] });
    gateway.reply({ text: 'Hello' }, { text: 'Hello', fault: { kind: 'stall', afterText: 'Hello' } }, rateLimit);

    expect(await (await fetch(`${application.url}/events`)).text()).toContain('data: {"kind":"data","deltas":[{"type":"text","text":"Hello","choice":0}]}');

    const aborter = new AbortController();
    await fetch(`${application.url}/events`, { signal: aborter.signal });
    aborter.abort();
    await (await gateway.requestAt(1)).closed;

    const limited = await fetch(`${application.url}/events`);
    expect([limited.status, limited.headers.get('retry-after'), await limited.json()]).toEqual([429, '70', openAi('rate_limit_error', 'Slow down.')]);
  });
});

describe('FramewiseModule', () => {
  const settings: UpstreamSettings = { protocol: messages, baseUrl: 'http://127.0.0.1:1', apiKey: '' };
  const compile = (module: Parameters<typeof Test.createTestingModule>[0]['imports']) => Test.createTestingModule({ imports: module ?? [] });

  it('provides a client for each upstream, which specs may replace', async () => {
    const fake = { frames: () => of() };
    const module = await compile([FramewiseModule.forRoot({ upstreams: { a: settings, b: settings } })]).overrideProvider(getUpstreamToken('b')).useValue(fake).compile();
    expect(module.get<UpstreamClient>(getUpstreamToken('a'))).toMatchObject({ name: 'a', protocol: messages, upstream: expect.any(Upstream) as unknown });
    expect(module.get(getUpstreamToken('b'))).toBe(fake);
    await module.close();
  });

  it('is seen by all modules if it is global, and by its own alone otherwise', async () => {
    @Injectable()
    class Answers {
      constructor(@InjectUpstream('a') readonly upstream: UpstreamClient) {}
    }
     
    @Module({ providers: [Answers], exports: [Answers] })
    class Feature {}
    const module = await compile([FramewiseModule.forRoot({ upstreams: { a: settings }, isGlobal: true }), Feature]).compile();
    expect(module.get(Answers, { strict: false }).upstream).toBeInstanceOf(UpstreamClient);
    await expect(compile([FramewiseModule.forRoot({ upstreams: { a: settings } }), Feature]).compile()).rejects.toThrow(/can't resolve dependencies/);
  });

  it('takes its settings from a factory, a class or something that is there already', async () => {
    @Injectable()
    class Settings {
      create() {
        return { upstreams: { a: settings } };
      }
    }
     
    @Module({ providers: [Settings], exports: [Settings] })
    class SettingsModule {}
    for (const from of [
      { useFactory: async (known: Settings) => Promise.resolve(known.create()), inject: [Settings], imports: [SettingsModule] },
      { useClass: Settings },
      { useExisting: Settings, imports: [SettingsModule] },
    ]) {
      const module = await compile([FramewiseModule.forRootAsync({ upstreams: ['a'], ...from })]).compile();
      expect(module.get<UpstreamClient>(getUpstreamToken('a')).name).toBe('a');
    }
  });

  it.each<[string, Partial<Record<keyof UpstreamSettings, unknown>> | undefined, RegExp]>([
    ['no settings', undefined, /^The upstream "a" has no settings\.$/],
    ['no key', { apiKey: undefined }, /^The upstream "a" needs apiKey\. Is the environment variable set\?/],
    ['no base URL', { baseUrl: undefined }, /^The upstream "a" needs baseUrl\.$/],
    ['the name of a protocol', { protocol: 'messages' }, /^The upstream "a" needs a protocol: a record such as messages, not its name\.$/],
    ['options out of their range', { reliably: { maxRetries: -1 } }, /maxRetries/],
  ])('does not start with %s', async (_, wrong, message) => {
    const upstreams: Record<string, UpstreamSettings> = wrong === undefined ? {} : { a: { ...settings, ...wrong } as UpstreamSettings };
    await expect(compile([FramewiseModule.forRootAsync({ upstreams: ['a'], useFactory: () => ({ upstreams }) })]).compile()).rejects.toThrow(message);
  });

  it('does not start with settings under a name that nobody can inject', async () => {
    await expect(compile([FramewiseModule.forRootAsync({ upstreams: ['a'], useFactory: () => ({ upstreams: { a: settings, b: settings } }) })]).compile()).rejects.toThrow(/does not name the upstreams b,/);
  });

  it('closes where there is no server', async () => {
    const module = await compile([FramewiseModule.forRoot({ upstreams: { a: settings } })]).compile();
    await expect((await module.init()).close()).resolves.toBeUndefined();
  });
});
