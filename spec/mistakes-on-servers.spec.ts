import { messages } from 'framewise';
import { ApiErrorFilter, ApiSse, FramewiseModule, InjectUpstream, UpstreamClient, whenReady as nestWhenReady } from 'framewise/nestjs';
import { openTelemetry } from 'framewise/opentelemetry';
import { redisAnswerLog, redisUpstreamStore } from 'framewise/redis';
import { defineWriting, encodeFrames, errorBody, memoryAnswerLog, ResumableAnswers, sse, type SseEvent, toMessageEvents, whenReady } from 'framewise/serving';
import { EMPTY, NEVER, of } from 'rxjs';

/** What a compiler would find in the code of a server, and plain JavaScript does not: each is answered where it is written. */
const make = (it: unknown): never => it as never;
const settings = { protocol: messages, baseUrl: 'https://gateway.example', apiKey: '' };

describe('on a server', () => {
  it.each<[mistake: string, write: () => unknown, message: string]>([
    ['sse without a stream', () => sse(make([{ data: 'x' }])), 'sse takes an Observable of events: write sse(frames$.pipe(toMessageEvents())).'],
    ['sse with an option of another name', () => sse(EMPTY, make({ heartbeat: 1 })), 'sse knows no option heartbeat; it has heartbeatMs, commitAfterMs, maxPendingChars, closes$.'],
    ['toMessageEvents without its brackets', () => of(1).pipe(make(toMessageEvents)), 'toMessageEvents takes no options: write toMessageEvents().'],
    ['encodeFrames without its brackets', () => of(1).pipe(make(encodeFrames)), 'encodeFrames takes a protocol, such as messages, chatCompletions or responses, and not its name.'],
    ['encodeFrames with a name', () => encodeFrames(make('messages')), 'encodeFrames takes a protocol, such as messages, chatCompletions or responses, and not its name.'],
    ['encodeFrames from a name', () => encodeFrames(messages, make({ from: 'messages' })), 'The option from takes a protocol, such as messages, chatCompletions or responses, and not its name.'],
    ['encodeFrames with an option of another name', () => encodeFrames(messages, make({ source: messages })), 'encodeFrames knows no option source; it has from, id, model, includeUsage.'],
    ['errorBody with a name', () => errorBody(new Error('x'), make('messages')), 'errorBody takes a protocol, such as messages, chatCompletions or responses, and not its name.'],
    ['whenReady without a signal', () => whenReady(NEVER, make(undefined)), 'whenReady needs the AbortSignal of the request, which tells that the client has left.'],
    ['whenReady of NestJS, of nothing', () => nestWhenReady(make(undefined), new AbortController().signal), 'whenReady takes an Observable.'],
    ['whenReady of a promise', () => whenReady(make(Promise.resolve(1)), new AbortController().signal), 'whenReady takes an Observable.'],
    ['a way to write nothing', () => defineWriting(messages, make(undefined)), 'The writing of messages needs openWriter.'],
    ['kept answers with the options of a log', () => new ResumableAnswers(make({ keepMs: 1 })), 'ResumableAnswers takes a log: write new ResumableAnswers(memoryAnswerLog({ ... })).'],
    ['a log with an option of another name', () => memoryAnswerLog(make({ ttlMs: 1 })), 'memoryAnswerLog knows no option ttlMs; it has keepMs, maxChars.'],
    ['a log in Redis with an option of another name', () => redisAnswerLog(make({ url: 'redis://localhost', ttl: 1 })), 'redisAnswerLog knows no option ttl; it has client, url, prefix, operationTimeoutMs, leaseMs, keepMs, flushMs.'],
    ['a shared cool-down of no upstream', () => redisUpstreamStore(make({ url: 'redis://localhost' })), 'redisUpstreamStore needs the name of the upstream: all processes that give the same name share its cool-down.'],
    ['telemetry with an option of another name', () => openTelemetry(make({ captureContent: true })), 'openTelemetry knows no option captureContent; it has provider, content, perChunk, names, tracerProvider, meterProvider.'],
    ['telemetry with a name for nothing', () => openTelemetry({ names: make({ models: 'x' }) }), expect.stringMatching(/^names knows no option models; it has operation, provider, requestModel,/) as string],
    ['kept answers of nothing', () => new ResumableAnswers(make(null)), 'ResumableAnswers takes a log: write new ResumableAnswers(memoryAnswerLog({ ... })).'],
    ['a filter with an option of another name', () => new ApiErrorFilter(make({ protocol: messages })), 'new ApiErrorFilter knows no option protocol; it has as.'],
    ['a filter with a name', () => new ApiErrorFilter(make({ as: 'messages' })), 'The option as takes a protocol, such as messages, chatCompletions or responses, and not its name.'],
    ['ApiSse without its brackets', () => (ApiSse as (...given: unknown[]) => unknown)({}, 'chat', {}), 'ApiSse is called where it decorates: write @ApiSse().'],
    ['ApiSse with an option of another name', () => ApiSse(make({ text: 'x' })), 'ApiSse knows no option text; it has description.'],
    ['an upstream that is injected without its name', () => InjectUpstream(make(undefined)), "An upstream is asked for by its name: write @InjectUpstream('main')."],
    ['an upstream of NestJS without settings', () => new UpstreamClient('main', make(undefined)), 'The upstream "main" needs its settings: { protocol, baseUrl, apiKey }.'],
    ['an upstream of NestJS with an option of another name', () => new UpstreamClient('main', make({ ...settings, retry: {} })), 'The upstream "main" knows no option retry; it has protocol, baseUrl, apiKey, headers, fetch, reliably, upstream.'],
    ['an upstream of NestJS with a name as protocol', () => new UpstreamClient('main', make({ ...settings, protocol: 'messages' })), 'The upstream "main" needs a protocol: a record such as messages, not its name.'],
    ['frames with an option of another name', () => new UpstreamClient('main', settings).frames({}, make({ abort: 1 })), 'frames knows no option abort; it has signal, label, onResponse, headers.'],
    ['the module without upstreams', () => FramewiseModule.forRoot(make({})), 'FramewiseModule needs the upstreams by name: upstreams: { main: { protocol, baseUrl, apiKey } }.'],
    ['the module with an option of another name', () => FramewiseModule.forRoot(make({ upstreams: {}, global: true })), 'FramewiseModule.forRoot knows no option global; it has upstreams, answers, isGlobal.'],
    ['the module without the names of upstreams', () => FramewiseModule.forRootAsync(make({ useFactory: () => ({}) })), "FramewiseModule needs the names of the upstreams beside the factory: upstreams: ['main']."],
  ])('%s is answered', (_, write, message) => {
    expect(write).toThrow(expect.objectContaining({ name: 'TypeError', message }) as Error);
  });

  it('an answer that is started without its events is told so', async () => {
    await expect(new ResumableAnswers().start('a', make(undefined))).rejects.toThrow('An answer is started with an id and the Observable of its events: write start(id, events$).');
  });

  it('frames that nobody has made into events fail the response', async () => {
    const frames = of({ kind: 'data', deltas: [] } as unknown as SseEvent);
    await expect(sse(frames).text()).rejects.toThrow('An event has no data: frames become events by toMessageEvents() or encodeFrames(protocol).');
  });
});
