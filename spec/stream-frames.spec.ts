import { jest } from '@jest/globals';
import { lastValueFrom, merge, toArray } from 'rxjs';

import { advice } from '../src/errors/words/advice.js';
import { collect } from '../src/operators/collect.js';
import { failOnErrorFrame } from '../src/operators/fail-on-error-frame.js';
import { reliably } from '../src/operators/reliably.js';
import { retryWithBackoff } from '../src/operators/retry-with-backoff.js';
import { untilTerminal } from '../src/operators/until-terminal.js';
import { chatCompletions } from '../src/protocols/chat-completions/protocol.js';
import { streamFrames } from '../src/stream-frames.js';
import { type MockGateway, mockGateway } from '../src/testing/index.js';
import type { OpenResponse } from '../src/wire/opening/response-like.js';
import { countedSignal } from './support/counted-signal.js';
import { failureOf } from './support/failure-of.js';

const answer = 'data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';
const sse = { headers: { 'content-type': 'text/event-stream' } };
const canned = (body: BodyInit | null, init: ResponseInit = sse): OpenResponse => () => Promise.resolve(new Response(body, init));

const frames = (open: OpenResponse) => streamFrames(chatCompletions, open);
const from = (gateway: MockGateway, path = '') =>
  streamFrames(chatCompletions, { baseUrl: gateway.baseUrl + path, apiKey: 'key-0123456789', body: { model: 'm' } });

describe('streamFrames', () => {
  it('sends nothing before it is subscribed, and once for each subscription', async () => {
    await using gateway = await mockGateway();
    const stream = from(gateway).pipe(toArray());
    expect(gateway.requests).toHaveLength(0);
    await lastValueFrom(stream);
    await lastValueFrom(stream);
    expect(gateway.requests).toHaveLength(2);
  });

  it('takes any function that gets a response', async () => {
    const kinds = await lastValueFrom(frames(canned(answer)).pipe(toArray()));
    expect(kinds.map(({ kind }) => kind)).toEqual(['data', 'terminal']);
  });

  it.each([
    'text/event-stream',
    'text/event-stream; charset=utf-8',
    'Text/Event-Stream;charset=UTF-8',
    ' text/event-stream ',
  ])('reads frames of a body of type %j', async (type) => {
    const read = await lastValueFrom(frames(canned(answer, { headers: { 'content-type': type } })).pipe(toArray()));
    expect(read).toHaveLength(2);
  });

  it('tolerates a missing content type', async () => {
    const open = () => {
      const response = new Response(answer);
      response.headers.delete('content-type');
      return Promise.resolve(response);
    };
    expect(await lastValueFrom(frames(open).pipe(toArray()))).toHaveLength(2);
  });

  it.each(['text/html', 'text/plain', 'text/event-streams', 'application/x-ndjson', 'application/octet-stream'])(
    'refuses a body of type %s, and keeps its text',
    async (type) => {
      const error = await failureOf(frames(canned('<html>hello</html>', { headers: { 'content-type': type } })));
      expect(error).toMatchObject({ type: 'unexpected_content', origin: 'protocol', retryable: false, raw: '<html>hello</html>' });
    },
  );

  it('finds the error in JSON that comes in place of a stream', async () => {
    const body = '{"error":{"type":"invalid_request_error","message":"no","code":404}}';
    const error = await failureOf(frames(canned(body, { headers: { 'content-type': 'application/json; charset=utf-8', 'x-request-id': 'req_1' } })));
    expect(error).toMatchObject({ type: 'invalid_request_error', origin: 'http', status: 404, requestId: 'req_1', message: 'no' });
    const plain = await failureOf(frames(canned('{"error":"Unexpected endpoint"}', { headers: { 'content-type': 'application/problem+json' } })));
    expect(plain).toMatchObject({ type: 'unknown_error', origin: 'http', status: 200, message: 'Unexpected endpoint' });
  });

  it('refuses JSON without an error, and keeps it', async () => {
    const error = await failureOf(frames(canned('{"choices":[]}', { headers: { 'content-type': 'application/json' } })));
    expect(error).toMatchObject({ type: 'unexpected_content', raw: { choices: [] } });
  });

  it.each([204, 205])('refuses %d, which never has a body: it is not asked again', async (status) => {
    expect(await failureOf(frames(canned(null, { status, headers: { 'request-id': 'req_2' } })))).toMatchObject({
      type: 'unexpected_content', origin: 'protocol', status, retryable: false, requestId: 'req_2', message: `Expected text/event-stream, got HTTP ${String(status)}.`,
    });
  });

  it('completes for a response without a body: there is no terminal in it', async () => {
    expect(await failureOf(frames(canned(null)).pipe(untilTerminal()))).toMatchObject({ type: 'truncated_stream', retryable: true });
  });

  it('is the error that the status says, with the body as it was', async () => {
    const body = { error: { type: 'rate_limit_error', message: 'Slow down' } };
    const error = await failureOf(
      frames(canned(JSON.stringify(body), { status: 429, headers: { 'retry-after': '7', 'request-id': 'req_2' } })),
    );
    expect(error).toMatchObject({ type: 'rate_limit_error', origin: 'http', status: 429, retryAfterMs: 7000, requestId: 'req_2', retryable: true });
    expect(error.raw).toEqual(body);
  });

  it('reads HTML and plain text of a failed status', async () => {
    const page = '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>';
    expect(await failureOf(frames(canned(page, { status: 502 })))).toMatchObject({ type: 'api_error', status: 502, message: '502 Bad Gateway', raw: page });
    expect(await failureOf(frames(canned('upstream is gone', { status: 503 })))).toMatchObject({ message: 'upstream is gone' });
  });

  it('reads an error body up to 64 KiB and cancels the rest', async () => {
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(new Uint8Array(10_000).fill(97));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    const error = await failureOf(frames(canned(endless, { status: 500 })));
    expect(error.raw).toHaveLength(65_536);
    expect(cancelled).toBe(true);
  });

  it('waits five seconds for an error body to end, and then says what it has', async () => {
    jest.useFakeTimers();
    try {
      let cancelled = false;
      const stalled = new ReadableStream<Uint8Array>({
        start: (controller) => {
          controller.enqueue(new TextEncoder().encode('still writing'));
        },
        cancel: () => {
          cancelled = true;
        },
      });
      const pending = failureOf(frames(canned(stalled, { status: 503 })));
      await jest.advanceTimersByTimeAsync(4_999);
      expect(cancelled).toBe(false);
      await jest.advanceTimersByTimeAsync(1);
      expect(await pending).toMatchObject({ status: 503, message: 'still writing' });
      expect(cancelled).toBe(true);
    } finally {
      jest.useRealTimers();
    }
  });

  it('keeps what came of an error body that was reset', async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.enqueue(new TextEncoder().encode('half a mess'));
        controller.error(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
      },
    });
    expect(await failureOf(frames(canned(broken, { status: 500 })))).toMatchObject({ origin: 'http', status: 500 });
  });

  it('puts the request id of the response on a late error', async () => {
    const body = 'data: {"error":{"type":"overloaded_error","message":"Overloaded"}}\n\n';
    const late = frames(canned(body, { headers: { ...sse.headers, 'x-request-id': 'req_3', 'retry-after': '9' } }));
    const error = await failureOf(late.pipe(failOnErrorFrame()));
    expect(error).toMatchObject({ origin: 'stream', requestId: 'req_3', status: 529 });
    expect(error.retryAfterMs).toBeUndefined();
  });

  it('says what it was given in place of a response', async () => {
    const error = await failureOf(frames((() => Promise.resolve({ data: 'axios' })) as unknown as OpenResponse));
    expect(error).toMatchObject({ type: 'invalid_request', origin: 'transport', retryable: false });
    const throwing = (): never => {
      throw new RangeError('bug');
    };
    const thrown = await failureOf(frames(throwing));
    expect(thrown).toMatchObject({ type: 'invalid_request', origin: 'transport', retryable: false });
    expect(thrown.message).toContain('bug');
  });

  it('keeps the words of an error whose body is no web stream', async () => {
    const words = '{"error":{"type":"rate_limit_error","message":"Slow down"}}';
    const native = { status: 429, ok: false, headers: new Headers({ 'retry-after': '2' }), text: () => Promise.resolve(words) };
    expect(await failureOf(frames(() => Promise.resolve(native)))).toMatchObject({ type: 'rate_limit_error', message: 'Slow down', retryAfterMs: 2000 });
    const broken = { ...native, text: () => Promise.reject(new Error('gone')) };
    expect(await failureOf(frames(() => Promise.resolve(broken)))).toMatchObject({ type: 'rate_limit_error', status: 429, retryable: true });
  });

  it('reads a stream whose response has no body but `text()`', async () => {
    const native = { status: 200, ok: true, headers: new Headers(sse.headers), text: () => Promise.resolve(answer) };
    const read = await lastValueFrom(frames(() => Promise.resolve(native)).pipe(toArray()));
    expect(read.map(({ kind }) => kind)).toEqual(['data', 'terminal']);
  });

  it.each([
    ['gzip', [0x1f, 0x8b, 8, 0, 0, 10, 0]],
    ['zstd', [0x28, 0xb5, 0x2f, 0xfd, 0x24, 10, 0x41]],
  ])('says that %s under a content type of events is no event stream', async (name, start) => {
    const error = await failureOf(frames(canned(new Uint8Array(start))).pipe(untilTerminal()));
    expect(error).toMatchObject({ type: 'unexpected_content', origin: 'protocol', retryable: false, message: `Expected text/event-stream, got ${name} that nobody has decoded.`, advice: advice.checkEncoding });
    const asText = await failureOf(frames(canned(new Uint8Array(start), { headers: { 'content-type': 'text/plain' } })));
    expect(asText).toMatchObject({ type: 'unexpected_content', retryable: false, advice: advice.checkEncoding });
  });

  it('says so when somebody else reads the body', async () => {
    const response = new Response(answer, sse);
    response.body?.getReader();
    expect(await failureOf(frames(() => Promise.resolve(response)))).toMatchObject({ type: 'invalid_request', retryable: false });
  });

  it('cancels a response that arrives after everybody has left', async () => {
    let cancelled = false;
    const body = new ReadableStream({ cancel: () => void (cancelled = true) });
    let arrive: (response: Response) => void = () => undefined;
    const late = new Promise<Response>((resolve) => (arrive = resolve));
    frames(() => late).subscribe().unsubscribe();
    arrive(new Response(body, sse));
    await late;
    await Promise.resolve();
    expect(cancelled).toBe(true);
  });
});

describe('streamFrames over a socket', () => {
  it('reads an answer of any length from a gateway', async () => {
    const text = 'word '.repeat(20_000);
    await using gateway = await mockGateway({ script: [{ text, chunks: { bytes: 1000 } }] });
    const completion = await lastValueFrom(from(gateway).pipe(failOnErrorFrame(), untilTerminal(), collect()));
    expect(completion.text).toBe(text);
  });

  it('aborts the request when its subscriber leaves before there are headers', async () => {
    await using gateway = await mockGateway({ script: [{ fault: { kind: 'stall', beforeHeaders: true } }] });
    const subscription = from(gateway).subscribe();
    const request = await gateway.requestAt(0);
    subscription.unsubscribe();
    expect(await request.closed).toBe('client');
  });

  it('releases the socket when its subscriber leaves in the middle', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'one two', fault: { kind: 'stall', afterText: 'one' } }] });
    await new Promise<void>((resolve) => {
      const subscription = from(gateway).subscribe(() => {
        queueMicrotask(() => {
          subscription.unsubscribe();
          resolve();
        });
      });
    });
    expect(await (await gateway.requestAt(0)).closed).toBe('client');
  });

  it('releases the socket a moment behind the terminal frame, although the server stalls', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'done', fault: { kind: 'stall' } }] });
    const read = await lastValueFrom(from(gateway).pipe(toArray()));
    expect(read.at(-1)?.kind).toBe('terminal');
    expect(await (await gateway.requestAt(0)).closed).toBe('client');
  });

  it('releases the socket at an error frame, although the server stalls', async () => {
    await using gateway = await mockGateway({
      script: [{ text: 'part', error: { type: 'server_error', message: 'x' }, fault: { kind: 'stall' } }],
    });
    const read = await lastValueFrom(from(gateway).pipe(toArray()));
    expect(read.at(-1)?.kind).toBe('error');
    expect(await (await gateway.requestAt(0)).closed).toBe('client');
  });

  it('gives up an error body that does not end', async () => {
    await using gateway = await mockGateway({ script: [{ status: 500, body: 'x'.repeat(100_000), fault: { kind: 'stall' } }] });
    expect(await failureOf(from(gateway))).toMatchObject({ status: 500, retryable: true });
    expect(await (await gateway.requestAt(0)).closed).toBe('client');
  });

  it.each([
    ['a reset', { kind: 'reset', afterText: 'one' }, 'connection_reset'],
    ['a closed connection', { kind: 'close', afterText: 'one' }, 'connection_closed'],
    ['a reset before headers', { kind: 'reset', beforeHeaders: true }, 'connection_reset'],
    ['a connection closed before headers', { kind: 'close', beforeHeaders: true }, 'connection_closed'],
  ] as const)('tells %s, and that it may be retried', async (_, fault, type) => {
    await using gateway = await mockGateway({ script: [{ text: 'one two', fault }] });
    expect(await failureOf(from(gateway))).toMatchObject({ type, origin: 'transport', retryable: true });
  });

  it('tells a refused connection', async () => {
    const gateway = await mockGateway();
    await gateway.close();
    expect(await failureOf(from(gateway))).toMatchObject({ type: 'connection_refused', origin: 'transport', retryable: true, code: 'ECONNREFUSED' });
  });

  it('follows no redirect, and says where it leads', async () => {
    await using gateway = await mockGateway({ script: [{ status: 307, headers: { location: '/elsewhere?key=1' }, body: 'moved' }] });
    const error = await failureOf(from(gateway));
    expect(error).toMatchObject({ type: 'unexpected_redirect', origin: 'http', status: 307, retryable: false, raw: 'moved' });
    expect(error.message).toContain(`${gateway.baseUrl}/elsewhere,`);
    expect(gateway.requests).toHaveLength(1);
  });

  it('shows its key in no error', async () => {
    const echo = { error: { type: 'authentication_error', message: 'Incorrect API key provided: key-0123456789' } };
    await using gateway = await mockGateway({ script: [{ status: 401, json: echo }] });
    const error = await failureOf(from(gateway));
    expect(error.type).toBe('authentication_error');
    expect(JSON.stringify(error) + error.message + String(error.stack)).not.toContain('key-0123456789');
  });
});

describe('the signal of streamFrames', () => {
  const request = (gateway: MockGateway, signal?: AbortSignal) => ({ baseUrl: gateway.baseUrl, apiKey: 'test', body: { model: 'm' }, signal });
  const aborted = { type: 'aborted', origin: 'transport', retryable: false };

  it('makes no request where it has aborted already, in either place', async () => {
    await using gateway = await mockGateway();
    expect(await failureOf(streamFrames(chatCompletions, request(gateway, AbortSignal.abort('left'))))).toMatchObject({ ...aborted, raw: 'left' });
    expect(await failureOf(streamFrames(chatCompletions, request(gateway), { signal: AbortSignal.abort() }))).toMatchObject(aborted);
    const open = jest.fn<OpenResponse>();
    expect(await failureOf(streamFrames(chatCompletions, open, { signal: AbortSignal.abort() }))).toMatchObject(aborted);
    expect(open).not.toHaveBeenCalled();
    expect(gateway.requests).toHaveLength(0);
  });

  it.each([['before there are headers', { kind: 'stall', beforeHeaders: true }], ['in the middle', { kind: 'stall', afterText: 'one' }]] as const)(
    'ends the stream and releases the socket %s',
    async (_, fault) => {
      await using gateway = await mockGateway({ script: [{ text: 'one two', fault }] });
      const { signal, abort, listeners } = countedSignal();
      const failed = failureOf(streamFrames(chatCompletions, request(gateway), { signal }));
      const seen = await gateway.requestAt(0);
      abort(new RangeError('a reason of any kind'));
      expect(await failed).toMatchObject(aborted);
      expect(await seen.closed).toBe('client');
      expect(listeners()).toBe(0);
    },
  );

  it('is the first of two to abort', async () => {
    await using gateway = await mockGateway({ script: [{ fault: { kind: 'stall', beforeHeaders: true } }] });
    const [first, second] = [countedSignal(), countedSignal()];
    const failed = failureOf(streamFrames(chatCompletions, request(gateway, first.signal), { signal: second.signal }));
    await gateway.requestAt(0);
    first.abort('first');
    second.abort('second');
    expect(await failed).toMatchObject({ ...aborted, raw: 'first' });
    expect([first.listeners(), second.listeners()]).toEqual([0, 0]);
  });

  it('has no listener left when the streams that share it are done, and their bodies have ended', async () => {
    await using gateway = await mockGateway();
    const { signal, listeners } = countedSignal();
    const released: Promise<unknown>[] = [];
    const open = (url: string, init: RequestInit) => {
      released.push(new Promise((resolve) => init.signal?.addEventListener('abort', resolve)));
      return fetch(url, init);
    };
    const streams = Array.from({ length: 30 }, () => streamFrames(chatCompletions, { ...request(gateway, signal), fetch: open }));
    await lastValueFrom(merge(...streams));
    await Promise.all(released);
    expect([released.length, listeners()]).toEqual([30, 0]);
  });

  it('ends a wait of `reliably` at once, and is no failure in the log', async () => {
    const slow = { status: 429, headers: { 'retry-after': '20' }, error: { type: 'rate_limit_error', message: 'Slow down' } };
    await using gateway = await mockGateway({ script: [slow] });
    const { signal, abort, listeners } = countedSignal();
    const logger = { warn: jest.fn(), error: jest.fn() };
    const onRetry = () => { queueMicrotask(abort); };
    const startedAt = performance.now();
    const error = await failureOf(streamFrames(chatCompletions, request(gateway, signal)).pipe(reliably({ logger, onRetry })));
    expect(error).toMatchObject(aborted);
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(gateway.requests).toHaveLength(1);
    expect(logger.error).not.toHaveBeenCalled();
    expect(listeners()).toBe(0);
  });

  it('ends a wait that follows a stream cut short, in the third attempt too', async () => {
    const attempts = jest.fn(canned(''));
    const { signal, abort, listeners } = countedSignal();
    const waits: number[] = [];
    const retry = retryWithBackoff({
      initialDelayMs: 0, jitter: (ms) => (waits.length < 2 ? ms : 100_000), maxRetries: 5,
      onRetry: ({ attempt }) => { if (waits.push(attempt) === 3) queueMicrotask(abort); },
    });
    const error = await failureOf(streamFrames(chatCompletions, attempts, { signal }).pipe(failOnErrorFrame(), untilTerminal(), retry));
    expect(error).toMatchObject(aborted);
    expect(attempts).toHaveBeenCalledTimes(3);
    expect(listeners()).toBe(0);
  });

  it('is final, whatever `isRetryable` says', async () => {
    const open = jest.fn<OpenResponse>(() => new Promise(() => undefined));
    const { signal, abort } = countedSignal();
    const onRetry = jest.fn();
    const failed = failureOf(streamFrames(chatCompletions, open, { signal }).pipe(failOnErrorFrame(), retryWithBackoff({ isRetryable: () => true, onRetry })));
    abort();
    expect(await failed).toMatchObject(aborted);
    expect(open).toHaveBeenCalledTimes(1);
    expect(onRetry).not.toHaveBeenCalled();
  });
});
