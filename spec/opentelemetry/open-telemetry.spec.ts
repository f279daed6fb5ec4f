import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { fallBackTo, messages, reliably, type ReliablyOptions, type RequestOptions, responses, streamFrames, type StreamOptions, text, Upstream } from 'framewise';
import { openTelemetry, telemetryNames, type TelemetryOptions } from 'framewise/opentelemetry';
import { type MockGateway, mockGateway, type Reply } from 'framewise/testing';
import { lastValueFrom, map, take } from 'rxjs';

import { Collector, useContexts } from './collected.js';

const SECRET = 'key-0123456789';
const PROMPT = 'the prompt of somebody';
const quiet: ReliablyOptions & { afterOutput?: 'fail' } = { logger: { warn: () => undefined, error: () => undefined }, initialDelayMs: 1 };
const overloaded: Reply = { status: 529, headers: { 'request-id': 'req_1' }, error: { type: 'overloaded_error', message: `No room for: ${PROMPT}` } };
const whole: Reply = { text: 'Hi there', usage: { inputTokens: 9, outputTokens: 4, cachedReadTokens: 2 } };
const late: Reply = { text: 'Hi there', error: { type: 'overloaded_error', message: `No room for: ${PROMPT}` } };

/** Spans as plain data. */
function shown(span: ReadableSpan | undefined): object {
  return {
    name: span?.name,
    status: span?.status.code,
    events: span?.events.map(({ name, attributes }) => [name, attributes]),
    ...span?.attributes,
  };
}

describe('openTelemetry', () => {
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

  const request = (model = 'm'): RequestOptions => ({ baseUrl: `${gateway.baseUrl}/v1?key=query-secret`, apiKey: SECRET, body: { model, messages: [{ role: 'user', content: PROMPT }] } });
  const observe = (options: TelemetryOptions = {}) => openTelemetry({ tracerProvider: collector.tracerProvider, meterProvider: collector.meterProvider, ...options });

  /** Asks once, and returns the span of it. */
  async function ask(script: Reply[], options: ReliablyOptions = {}, telemetry: TelemetryOptions = {}, stream: StreamOptions = {}): Promise<ReadableSpan | undefined> {
    gateway = await mockGateway({ script });
    const frames = streamFrames(messages, request(), { observer: observe(telemetry), ...stream });
    await lastValueFrom(frames.pipe(reliably<unknown>({ ...quiet, ...options } as ReliablyOptions))).catch(() => undefined);
    expect(collector.spans).toHaveLength(1);
    return collector.spans[0];
  }

  it('writes one client span for a whole answer', async () => {
    const span = await ask([whole], {}, {}, { label: 'summary' });
    const { port } = new URL(gateway.baseUrl);
    expect(span?.kind).toBe(SpanKind.CLIENT);
    expect(shown(span)).toEqual({
      'name': 'chat m',
      'status': SpanStatusCode.UNSET,
      'events': [],
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'anthropic',
      'gen_ai.request.model': 'm',
      'gen_ai.request.stream': true,
      'server.address': '127.0.0.1',
      'server.port': Number(port),
      'http.response.status_code': 200,
      'gen_ai.response.id': expect.any(String) as string,
      'gen_ai.response.model': 'mock-model',
      'gen_ai.response.finish_reasons': ['stop'],
      'gen_ai.response.time_to_first_chunk': expect.any(Number) as number,
      'gen_ai.usage.input_tokens': 9,
      'gen_ai.usage.output_tokens': 4,
      'gen_ai.usage.cache_read.input_tokens': 2,
      'framewise.protocol': 'messages',
      'framewise.label': 'summary',
      'framewise.outcome': 'done',
      'framewise.requests': 1,
      'framewise.time_to_first_output': expect.any(Number) as number,
    });
  });

  it('writes a retry as an event of the one span', async () => {
    expect(shown(await ask([overloaded, whole]))).toMatchObject({
      'status': SpanStatusCode.UNSET,
      'events': [['framewise.retry', { 'framewise.attempt': 2, 'framewise.delay': expect.any(Number) as number, 'error.type': 'overloaded_error', 'http.response.status_code': 529, 'framewise.request_id': 'req_1' }]],
      'framewise.requests': 2,
      'http.response.status_code': 200,
    });
  });

  it('writes a restart, and what the last attempt used', async () => {
    expect(shown(await ask([late, whole], { afterOutput: 'restart' }))).toMatchObject({
      'status': SpanStatusCode.UNSET,
      'events': [['framewise.retry', { 'framewise.attempt': 2 }], ['framewise.restart', { 'framewise.attempt': 2, 'error.type': 'overloaded_error' }]],
      'gen_ai.usage.output_tokens': 4,
      'gen_ai.response.finish_reasons': ['stop'],
    });
  });

  it.each<[what: string, script: Reply[], options: ReliablyOptions, type: string, chunks: boolean]>([
    ['fails late', [late], {}, 'overloaded_error', true],
    ['is truncated', [{ text: 'Hi there', fault: { kind: 'end', afterText: 'Hi ' } }], {}, 'truncated_stream', true],
    ['is refused', [{ status: 401, error: { type: 'authentication_error', message: 'No' } }], {}, 'authentication_error', false],
    ['is never answered', [{ fault: { kind: 'stall', beforeHeaders: true } }], { firstFrameMs: 20, maxRetries: 0 }, 'timeout', false],
  ])('writes the error of a call that %s', async (_, script, options, type, chunks) => {
    const span = shown(await ask(script, options)) as Record<string, unknown>;
    expect(span).toMatchObject({ 'status': SpanStatusCode.ERROR, 'error.type': type, 'framewise.outcome': 'error', 'gen_ai.response.finish_reasons': ['error'] });
    expect('gen_ai.response.time_to_first_chunk' in span).toBe(chunks);
    const metrics = await collector.metrics();
    expect(metrics.map(({ name }) => name)).toEqual(['gen_ai.client.inference.duration', ...(chunks ? ['gen_ai.client.inference.time_to_first_chunk'] : [])]);
    expect(metrics[0]).toMatchObject({ count: 1, attributes: { 'error.type': type, 'gen_ai.request.model': 'm' } });
  });

  it('writes a call that is abandoned as cancelled, which is no error', async () => {
    gateway = await mockGateway({ script: [{ text: 'Hi there', fault: { kind: 'stall', afterText: 'Hi ' } }, { fault: { kind: 'stall', beforeHeaders: true } }] });
    const frames = streamFrames(messages, request(), { observer: observe() }).pipe(reliably(quiet));
    await lastValueFrom(frames.pipe(text(), take(1)));
    const pending = frames.subscribe();
    await gateway.requestAt(1);
    expect(collector.spans).toHaveLength(1);
    pending.unsubscribe();
    expect(collector.spans.map((span) => shown(span))).toMatchObject([1, 2].map(() => ({
      'status': SpanStatusCode.UNSET, 'framewise.outcome': 'cancelled', 'gen_ai.response.finish_reasons': ['error'],
    })));
    expect(collector.spans.some(({ attributes }) => 'error.type' in attributes)).toBe(false);
  });

  it('measures duration and first chunk in seconds, with what is known of the request', async () => {
    await ask([whole]);
    const attributes = { 'gen_ai.operation.name': 'chat', 'gen_ai.provider.name': 'anthropic', 'gen_ai.request.model': 'm', 'gen_ai.response.model': 'mock-model', 'server.address': '127.0.0.1', 'server.port': Number(new URL(gateway.baseUrl).port) };
    const metrics = await collector.metrics();
    expect(metrics).toEqual(['duration', 'time_to_first_chunk'].map((name) => ({ name: `gen_ai.client.inference.${name}`, unit: 's', count: 1, sum: expect.any(Number) as number, attributes })));
    expect(metrics.every(({ sum }) => sum > 0 && sum < 10)).toBe(true);
  });

  it('measures every chunk only when asked to', async () => {
    await ask([{ deltas: ['a', 'b', 'c'].map((piece) => ({ type: 'text', text: piece })) }], {}, { perChunk: true });
    const chunk = (await collector.metrics()).find(({ name }) => name === 'gen_ai.client.inference.time_per_output_chunk');
    expect(chunk?.count).toBeGreaterThanOrEqual(2);
  });

  it.each<[what: string, script: Reply[]]>([['a whole call', [whole]], ['a retried call', [overloaded, whole]], ['a failed call', [late]], ['a call that is refused', [{ ...overloaded, status: 400 }]]])(
    'writes no key, no prompt and no answer of %s',
    async (_, script) => {
      const span = await ask(script, { maxRetries: 1 });
      const written = JSON.stringify([shown(span), span?.status, await collector.metrics()]);
      for (const word of [SECRET, 'query-secret', PROMPT, 'Hi there']) expect(written).not.toContain(word);
    },
  );

  it('writes under the names that it is given', async () => {
    const span = await ask([whole], {}, { provider: 'my.gateway', names: { requestModel: 'llm.model', durationMetric: 'llm.duration' } });
    expect(span?.attributes).toMatchObject({ 'llm.model': 'm', 'gen_ai.provider.name': 'my.gateway' });
    expect(span?.attributes).not.toHaveProperty([telemetryNames.requestModel]);
    expect((await collector.metrics()).map(({ name }) => name)).toContain('llm.duration');
  });

  it('is a child of what is active where somebody subscribes, also after a wait for a place', async () => {
    gateway = await mockGateway({ script: () => whole });
    const tracer = collector.tracerProvider.getTracer('spec');
    const upstream = new Upstream({ maxConcurrent: 1 });
    const frames = streamFrames(messages, request(), { observer: observe() }).pipe(reliably({ ...quiet, upstream }));
    const parents = ['a', 'b'].map((name) => tracer.startSpan(name));
    await Promise.all(parents.map((parent) => context.with(trace.setSpan(context.active(), parent), () => lastValueFrom(frames))));
    expect(collector.spans.map((span) => span.parentSpanContext?.spanId)).toEqual(parents.map((parent) => parent.spanContext().spanId));
  });

  it('has one span for two sources', async () => {
    gateway = await mockGateway({ script: [{ status: 404, error: { type: 'not_found_error', message: 'No' } }, whole] });
    const observer = observe();
    const askFor = (model: string) => streamFrames(responses, request(model), { observer }).pipe(reliably(quiet));
    await lastValueFrom(askFor('a').pipe(fallBackTo(() => askFor('b'))));
    expect(collector.spans.map((span) => shown(span))).toMatchObject([{ 'name': 'chat a', 'gen_ai.provider.name': 'openai', 'framewise.requests': 2, 'events': [['framewise.fallback', { 'error.type': 'not_found_error' }]] }]);
  });

  it('learns late what is asked where other operators stand between', async () => {
    gateway = await mockGateway({ script: [whole] });
    await lastValueFrom(streamFrames(messages, request()).pipe(map((frame) => frame), reliably({ ...quiet, observer: observe() })));
    expect(shown(collector.spans[0])).toMatchObject({ 'name': 'chat m', 'gen_ai.request.model': 'm', 'server.address': '127.0.0.1' });
  });

  it('does nothing, and breaks nothing, without an SDK', async () => {
    gateway = await mockGateway({ script: [whole] });
    expect(await lastValueFrom(streamFrames(messages, request(), { observer: openTelemetry() }).pipe(reliably(quiet), text()))).toBeDefined();
  });

  it('names the provider by its host where the conventions have a word for it', async () => {
    gateway = await mockGateway();
    const hosts = { 'https://api.groq.com/openai': 'groq', 'https://x.openai.azure.com/openai': 'azure.ai.openai', 'https://api.mistral.ai/v1': 'mistral_ai', 'https://notgroq.com': 'openai' };
    for (const [baseUrl, provider] of Object.entries(hosts)) {
      const refused = streamFrames(responses, { ...request(), baseUrl, fetch: () => Promise.reject(new Error('offline')) }, { observer: observe() });
      await lastValueFrom(refused).catch(() => undefined);
      expect(collector.spans.at(-1)?.attributes).toMatchObject({ 'gen_ai.provider.name': provider, 'server.port': 443 });
    }
  });
});
