import { context, SpanStatusCode, trace, type TracerProvider } from '@opentelemetry/api';
import { BasicTracerProvider, type ReadableSpan, type Sampler, SamplingDecision } from '@opentelemetry/sdk-trace-base';
import { chatCompletions, messages, pullFrames, reliably, type ReliablyOptions, type RequestOptions, streamFrames, type StreamOptions, text, Upstream } from 'framewise';
import { openTelemetry, type TelemetryOptions } from 'framewise/opentelemetry';
import { type MockGateway, mockGateway, type Reply, type ReplyMaker } from 'framewise/testing';
import { firstValueFrom, lastValueFrom, take, tap } from 'rxjs';

import { Collector, useContexts } from './collected.js';

const overloaded: Reply = { status: 529, error: { type: 'overloaded_error', message: 'Overloaded' } };
const late: Reply = { text: 'Hi there', usage: { inputTokens: 9 }, error: { type: 'overloaded_error', message: 'Overloaded' } };
const whole: Reply = { text: 'Hi there', usage: { inputTokens: 9, outputTokens: 4, cachedReadTokens: 2, cachedWriteTokens: 1, reasoningTokens: 3 } };

describe('the telemetry of a call', () => {
  let collector: Collector;
  let gateway: MockGateway;
  let releaseContexts: () => void;
  beforeEach(() => {
    collector = new Collector();
    releaseContexts = useContexts();
  });
  afterEach(async () => {
    releaseContexts();
    await gateway.close();
    await collector.close();
  });

  const request = (): RequestOptions => ({ baseUrl: gateway.baseUrl, apiKey: 'key-0123456789', body: { model: 'm', messages: [{ role: 'user', content: 'Hello?' }] } });
  const observe = (options: TelemetryOptions = {}) => openTelemetry({ tracerProvider: collector.tracerProvider, meterProvider: collector.meterProvider, ...options });
  const reliablyWith = (options: ReliablyOptions = {}) => reliably<unknown>({ logger: false, initialDelayMs: 1, ...options } as ReliablyOptions);
  const ask = (options: ReliablyOptions = {}, stream: StreamOptions = {}, telemetry: TelemetryOptions = {}) =>
    streamFrames(messages, request(), { observer: observe(telemetry), ...stream }).pipe(reliablyWith(options));
  async function settled(script: readonly Reply[] | ReplyMaker, ...how: Parameters<typeof ask>): Promise<ReadableSpan> {
    gateway = await mockGateway({ script: typeof script === 'function' ? script : [...script] });
    await lastValueFrom(ask(...how), { defaultValue: undefined }).catch(() => undefined);
    expect(collector.spans).toHaveLength(1);
    return collector.spans[0] as ReadableSpan;
  }
  const metric = async (name: string) => (await collector.metrics()).filter((each) => each.name === `gen_ai.client.inference.${name}`);

  it('is one span of this instrumentation, as long as the call, without a parent where there is none', async () => {
    const before = performance.timeOrigin + performance.now();
    const span = await settled([whole]);
    expect(span.instrumentationScope.name).toBe('framewise');
    expect(span.parentSpanContext).toBeUndefined();
    const [start, end] = [span.startTime, span.endTime].map(([seconds, nanos]) => seconds * 1_000 + nanos / 1e6);
    expect(start).toBeGreaterThan(before - 50);
    expect(end).toBeGreaterThan(start ?? Infinity);
    expect(span.ended).toBe(true);
  });

  it('tells a sampler what it decides by', async () => {
    const seen: object[] = [];
    const sampler: Sampler = { shouldSample: (_context, _traceId, name, kind, attributes) => { seen.push({ name, kind, ...attributes }); return { decision: SamplingDecision.NOT_RECORD }; } };
    gateway = await mockGateway({ script: [whole] });
    await lastValueFrom(ask({}, {}, { tracerProvider: new BasicTracerProvider({ sampler }) }));
    expect(seen).toEqual([expect.objectContaining({
      'name': 'chat m', 'kind': 2, 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'anthropic', 'gen_ai.request.model': 'm', 'server.address': '127.0.0.1', 'server.port': Number(new URL(gateway.baseUrl).port),
    })]);
    expect(await metric('duration')).toHaveLength(1); // what is not sampled is counted all the same
  });

  it('has an event for each retry, and the last error where none helped', async () => {
    const span = await settled(() => overloaded, { maxRetries: 2 });
    expect(span.events.map(({ name, attributes = {} }) => [name, attributes['framewise.attempt'], attributes['error.type']])).toEqual([2, 3].map((attempt) => ['framewise.retry', attempt, 'overloaded_error']));
    expect(span.attributes).toMatchObject({ 'framewise.requests': 3, 'error.type': 'overloaded_error', 'http.response.status_code': 529 });
  });

  it('says of a broken connection only its type', async () => {
    const { events: [retry] } = await settled([{ fault: { kind: 'reset', beforeHeaders: true } }, whole]);
    expect(retry?.attributes).toEqual({ 'framewise.attempt': 2, 'framewise.delay': expect.any(Number) as number, 'error.type': 'connection_reset' });
  });

  it('keeps what was known of a call that fails late', async () => {
    expect((await settled([late])).attributes).toMatchObject({ 'gen_ai.response.model': 'mock-model', 'gen_ai.response.id': expect.any(String) as string, 'gen_ai.usage.input_tokens': 9, 'http.response.status_code': 200, 'framewise.requests': 1 });
  });

  it.each<[what: string, script: Reply[], options: ReliablyOptions, type: string]>([
    ['takes too long', [{ text: 'Hi there', fault: { kind: 'stall', afterText: 'Hi ' } }], { failAfterMs: 200 }, 'timeout'],
    ['falls silent', [{ text: 'Hi there', fault: { kind: 'stall', afterText: 'Hi ' } }], { betweenFramesMs: 30, maxRetries: 0 }, 'timeout'],
    ['is answered by a page', [{ status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Hello</html>' }], { maxRetries: 0 }, 'unexpected_content'],
    ['is reset', [{ text: 'Hi there', fault: { kind: 'reset', afterText: 'Hi ' } }], {}, 'connection_reset'],
  ])('has the status error and the type of a call that %s', async (_, script, options, type) => {
    const span = await settled(script, options);
    expect(span.status.code).toBe(SpanStatusCode.ERROR);
    expect(span.attributes).toMatchObject({ 'error.type': type, 'framewise.outcome': 'error', 'gen_ai.response.finish_reasons': ['error'] });
  });

  it('is a failed span without a request where nothing was sent', async () => {
    gateway = await mockGateway({ script: () => overloaded });
    const upstream = new Upstream({ breaker: { failuresInRow: 1, openMs: 60_000 } });
    for (let calls = 0; calls < 2; calls += 1) await lastValueFrom(ask({ upstream, maxRetries: 0 })).catch(() => undefined);
    expect(collector.spans[1]?.attributes).toMatchObject({ 'error.type': 'circuit_open', 'framewise.requests': 0, 'gen_ai.request.model': 'm' });
    expect(collector.spans[1]?.attributes).not.toHaveProperty(['http.response.status_code']);
  });

  it('is cancelled by a signal and in a wait for a retry, with what happened before', async () => {
    gateway = await mockGateway({ script: [{ text: 'Hi there', fault: { kind: 'stall', afterText: 'Hi ' } }, overloaded] });
    const controller = new AbortController();
    await lastValueFrom(ask({}, { signal: controller.signal }).pipe(tap((frame) => { if (frame.kind === 'data') controller.abort(); }))).catch(() => undefined);
    const waiting = ask({ initialDelayMs: 60_000, maxDelayMs: 60_000, onRetry: () => { queueMicrotask(() => { waiting.unsubscribe(); }); } }).subscribe();
    await new Promise((resolve) => { waiting.add(() => { resolve(undefined); }); });
    expect(collector.spans.map(({ status, attributes, events }) => [status.code, attributes['framewise.outcome'], attributes['error.type'], events.length])).toEqual([
      [SpanStatusCode.UNSET, 'cancelled', undefined, 0],
      [SpanStatusCode.UNSET, 'cancelled', undefined, 1],
    ]);
    const durations = await metric('duration');
    expect(durations.map(({ attributes }) => 'error.type' in attributes)).not.toContain(true);
    expect(durations.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  });

  it('ends once, whole, where its consumer leaves at the last frame', async () => {
    gateway = await mockGateway({ script: () => whole });
    await firstValueFrom(ask(), { defaultValue: undefined });
    await lastValueFrom(ask().pipe(take(100)));
    expect(collector.spans.map(({ attributes }) => attributes['framewise.outcome'])).toEqual(['cancelled', 'done']);
    expect(collector.spans.map(({ ended }) => ended)).toEqual([true, true]);
  });

  it.each<[finish: Reply['finish'], reason: string]>([['stop', 'stop'], ['length', 'length'], ['tool-calls', 'tool_call'], ['content-filter', 'content_filter']])('writes the finish reason %s as %s', async (finish, reason) => {
    gateway = await mockGateway({ script: [{ text: 'Hi', finish }] });
    await lastValueFrom(streamFrames(chatCompletions, request(), { observer: observe() }).pipe(reliablyWith()));
    expect(collector.spans.map(({ attributes, status }) => [attributes['gen_ai.response.finish_reasons'], status.code])).toEqual([[[reason], SpanStatusCode.UNSET]]);
  });

  it('writes all tokens that the server tells, and none that it does not', async () => {
    const names = ['input_tokens', 'output_tokens', 'cache_read.input_tokens', 'cache_write.input_tokens', 'reasoning.output_tokens'];
    gateway = await mockGateway({ script: [whole, { text: 'Hi' }] });
    for (const protocol of [messages, chatCompletions]) await lastValueFrom(streamFrames<object>(protocol, request(), { observer: observe() }).pipe(reliablyWith()));
    expect(collector.spans.map(({ attributes }) => names.map((name) => attributes[`gen_ai.usage.${name}`]))).toEqual([[9, 4, 2, 1, 3], names.map(() => undefined)]);
  });

  it('measures calls of a kind together: no metric carries what is different in each', async () => {
    gateway = await mockGateway({ script: () => whole });
    for (const label of ['a', 'b']) await lastValueFrom(ask({}, { label }));
    expect((await collector.metrics()).map(({ name, count }) => [name, count])).toEqual([['gen_ai.client.inference.duration', 2], ['gen_ai.client.inference.time_to_first_chunk', 2]]);
    for (const { attributes } of await collector.metrics()) expect(Object.keys(attributes).sort()).toEqual(['gen_ai.operation.name', 'gen_ai.provider.name', 'gen_ai.request.model', 'gen_ai.response.model', 'server.address', 'server.port']);
  });

  it('measures the time to the first chunk from the subscription, waits for retries with it', async () => {
    const span = await settled([overloaded, whole], { initialDelayMs: 60, maxDelayMs: 60 });
    const [sum = NaN] = (await metric('time_to_first_chunk')).map((each) => each.sum);
    expect(span.attributes['gen_ai.response.time_to_first_chunk']).toBe(sum);
    const [duration = NaN] = (await metric('duration')).map((each) => each.sum);
    expect(duration).toBeGreaterThanOrEqual(sum);
    expect(Number(span.attributes['framewise.time_to_first_output'])).toBeGreaterThanOrEqual(sum);
  });

  it('measures the time between chunks, one less than there are, and not over an interruption', async () => {
    const pieces: Reply = { deltas: ['a', 'b', 'c'].map((piece) => ({ type: 'text', text: piece })) };
    gateway = await mockGateway({ script: () => pieces });
    const frames = streamFrames(messages, request(), { observer: observe({ perChunk: true }) });
    let chunks = 0;
    await lastValueFrom(frames.pipe(reliablyWith(), tap((frame) => { if ('deltas' in frame && frame.kind === 'data' && frame.deltas.length > 0) chunks += 1; })));
    expect((await metric('time_per_output_chunk')).map(({ count, unit }) => [count, unit])).toEqual([[chunks - 1, 's']]);
  });

  it('is a span of its own for each subscription, and each loop, with the parent of each', async () => {
    gateway = await mockGateway({ script: () => whole });
    const tracer = collector.tracerProvider.getTracer('spec');
    const parents = ['a', 'b', 'c'].map((name) => tracer.startSpan(name));
    const under = <T>(index: number, run: () => T): T => context.with(trace.setSpan(context.active(), parents[index] ?? tracer.startSpan('none')), run);
    const frames = ask();
    await under(0, () => lastValueFrom(frames));
    await under(1, () => lastValueFrom(frames));
    await under(2, async () => { for await (const frame of pullFrames(messages, request(), { observer: observe(), reliably: { logger: false } })) if (frame.kind === 'data') break; });
    expect(collector.spans.map(({ parentSpanContext, attributes }) => [parentSpanContext?.spanId, attributes['framewise.outcome']])).toEqual(
      ['done', 'done', 'cancelled'].map((outcome, index) => [parents[index]?.spanContext().spanId, outcome]),
    );
  });

  it('keeps the context of its subscriber in a retry that a timer starts', async () => {
    gateway = await mockGateway({ script: [overloaded, whole] });
    const parent = collector.tracerProvider.getTracer('spec').startSpan('parent');
    const active: (string | undefined)[] = [];
    const watching: typeof fetch = (...args) => { active.push(trace.getSpan(context.active())?.spanContext().spanId); return fetch(...args); };
    const frames = streamFrames(messages, { ...request(), fetch: watching }, { observer: observe() }).pipe(reliablyWith());
    await context.with(trace.setSpan(context.active(), parent), () => lastValueFrom(frames));
    expect(active).toEqual([1, 2].map(() => parent.spanContext().spanId));
  });

  it('is written once by an observer that is given twice, and by each of two', async () => {
    gateway = await mockGateway({ script: () => whole });
    const [one, other] = [observe(), observe()];
    await lastValueFrom(streamFrames(messages, request(), { observer: one }).pipe(reliablyWith({ observer: one })));
    expect(collector.spans).toHaveLength(1);
    await lastValueFrom(streamFrames(messages, request(), { observer: one }).pipe(reliablyWith({ observer: other })));
    expect(collector.spans).toHaveLength(3);
  });

  it('breaks no answer where the tracer throws', async () => {
    gateway = await mockGateway({ script: () => whole });
    const boom = (): never => { throw new Error('a bug of the tracer'); };
    const span = { ...trace.getTracer('none').startSpan('none'), setAttribute: boom, setAttributes: boom, addEvent: boom, end: boom, setStatus: boom };
    const broken = [{ getTracer: boom }, { getTracer: () => ({ startSpan: boom }) }, { getTracer: () => ({ startSpan: () => span }) }] as unknown as TracerProvider[];
    for (const tracerProvider of broken) expect(await lastValueFrom(streamFrames(messages, request(), { observer: observe({ tracerProvider }) }).pipe(reliably(), text()))).toBe(' there');
  });
});
