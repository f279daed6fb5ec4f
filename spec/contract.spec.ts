import { jest } from '@jest/globals';
import {
  ApiError,
  chatCompletions,
  collect,
  type Completion,
  type ErrorOrigin,
  failOnErrorFrame,
  failOnStall,
  type Frame,
  messages,
  parseFrames,
  type Protocol,
  responses,
  streamFrames,
  untilTerminal,
} from 'framewise';
import { type ErrorFormName, errorForms, type Fault, type MockGateway, mockGateway, type Reply, type ScriptedDelta, writeAnswer } from 'framewise/testing';
import { lastValueFrom, map, type Observable, of, Subject, toArray } from 'rxjs';

import { holdIntervals } from './support/hold-intervals.js';

interface Outcome {
  readonly text: string;
  readonly end: 'completed' | ApiError;
}

/** A whole answer or an error, and the text that came before it. */
function outcomeOf(frames: Observable<Frame<object>>): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    let text = '';
    frames.pipe(failOnErrorFrame(), untilTerminal(), collect(), map((completion) => completion.text)).subscribe({
      next: (all) => (text = all),
      complete: () => {
        resolve({ text, end: 'completed' });
      },
      error: (error: unknown) => {
        if (ApiError.is(error)) resolve({ text, end: error });
        else reject(new Error('expected an ApiError', { cause: error }));
      },
    });
  });
}

async function failureOf(frames: Observable<Frame<object>>): Promise<ApiError> {
  const { end } = await outcomeOf(frames);
  if (end === 'completed') throw new Error('the stream did not fail');
  return end;
}

function openFrom({ baseUrl }: MockGateway, protocol: Protocol): Observable<Frame<object>> {
  return streamFrames<object>(protocol, { baseUrl, apiKey: 'test-key', body: { model: 'any' } });
}

/** What one reply of a gateway becomes. */
async function outcomeOfReply(protocol: Protocol, reply: Reply): Promise<Outcome> {
  await using gateway = await mockGateway({ script: [reply] });
  return await outcomeOf(openFrom(gateway, protocol));
}

async function failureOfReply(protocol: Protocol, reply: Reply): Promise<ApiError> {
  await using gateway = await mockGateway({ script: [reply] });
  return await failureOf(openFrom(gateway, protocol));
}

/** What no request in this spec may wait for: a second is an eternity on loopback. */
const NO_WAIT_MS = 4_000;

/** Each status with the type of an error whose body names none, whether it may be retried, and a word of the advice. */
const statuses: [status: number, type: string, retryable: boolean, advice: RegExp][] = [
  [400, 'invalid_request_error', false, /fix the request/i],
  [401, 'authentication_error', false, /key/i],
  [402, 'insufficient_credits', false, /top up/i],
  [403, 'permission_error', false, /error body/i],
  [404, 'not_found_error', false, /base URL/i],
  [408, 'timeout_error', true, /retry/i],
  [409, 'conflict_error', true, /conflict/i],
  [413, 'request_too_large', false, /smaller/i],
  [422, 'invalid_request_error', false, /fix the request/i],
  [429, 'rate_limit_error', true, /fewer requests/i],
  [500, 'api_error', true, /backoff/i],
  [501, 'api_error', false, /base URL/i],
  [502, 'api_error', true, /backoff/i],
  [503, 'overloaded_error', true, /backoff/i],
  [504, 'api_error', true, /backoff/i],
  [529, 'overloaded_error', true, /backoff/i],
];

/** What stands in place of a stream under `200 OK`. */
const noStreams: [name: string, reply: Reply, type: string, origin: ErrorOrigin][] = [
  ['a page', { body: '<!doctype html><title>Sign in</title>', contentType: 'text/html; charset=utf-8' }, 'unexpected_content', 'protocol'],
  ['plain text', { body: 'ok', contentType: 'text/plain' }, 'unexpected_content', 'protocol'],
  ['lines of JSON', { body: '{"a":1}\n', contentType: 'application/x-ndjson' }, 'unexpected_content', 'protocol'],
  ['an answer that is no stream', { json: { id: 'a1', content: [], choices: [] } }, 'unexpected_content', 'protocol'],
  ['an error as JSON', { json: { error: { type: 'overloaded_error', message: 'Overloaded' } } }, 'overloaded_error', 'http'],
  ['an error as a string', { json: { error: 'Unexpected endpoint or method' } }, 'unknown_error', 'http'],
  ['an error as JSON, sent as a stream', { json: { error: { type: 'api_error', message: 'x' } }, contentType: 'text/event-stream' }, 'api_error', 'stream'],
  ['nothing', { body: '' }, 'truncated_stream', 'protocol'],
  ['nothing, and no content type', {}, 'truncated_stream', 'protocol'],
  ['comments only', { body: ': waking up\n\n: waking up\n\n' }, 'truncated_stream', 'protocol'],
  ['[DONE] only, where it is no terminal', { events: ['{"type":"ping"}', '[DONE] '], trailing: ': end\n\n' }, 'truncated_stream', 'protocol'],
];

describe.each<{ protocol: Protocol }>([{ protocol: chatCompletions }, { protocol: responses }, { protocol: messages }])('$protocol.name', ({ protocol }) => {
  const answer = 'one two three four five';

  const answers: Record<string, { deltas: readonly ScriptedDelta[]; read: Partial<Completion> }> = {
    text: {
      deltas: [{ type: 'text', text: 'Grü' }, { type: 'text', text: 'ße \u{1F600}\r\n' }],
      read: { text: 'Grüße \u{1F600}\r\n', finishReason: 'stop' },
    },
    'reasoning, then text': {
      deltas: [{ type: 'reasoning', text: 'Hm, ' }, { type: 'reasoning', text: 'hm.' }, { type: 'text', text: 'Yes' }],
      read: { reasoning: 'Hm, hm.', text: 'Yes', finishReason: 'stop' },
    },
    'tool calls': {
      deltas: [
        { type: 'tool-call', index: 0, id: 'c1', name: 'sum', arguments: '' },
        { type: 'tool-call', index: 0, arguments: '{"x":' },
        { type: 'tool-call', index: 0, arguments: '1}' },
        { type: 'tool-call', index: 1, id: 'c2', name: 'now', arguments: '{}' },
      ],
      read: {
        toolCalls: [{ index: 0, id: 'c1', name: 'sum', arguments: '{"x":1}' }, { index: 1, id: 'c2', name: 'now', arguments: '{}' }],
        finishReason: 'tool-calls',
      },
    },
    'a citation': {
      deltas: [{ type: 'text', text: 'Rain.' }, { type: 'citation', citation: { url: 'https://example.com' } }],
      read: { text: 'Rain.', citations: [{ url: 'https://example.com' }] },
    },
    'an answer cut by its length, with usage': {
      deltas: [{ type: 'text', text: 'and' }, { type: 'finish', reason: 'length' }, { type: 'usage', usage: { inputTokens: 3, outputTokens: 2 } }],
      read: { text: 'and', finishReason: 'length', usage: expect.objectContaining({ inputTokens: 3, outputTokens: 2 }) as object },
    },
    'its id and its model': {
      deltas: [{ type: 'start', id: 'a1', model: 'm1' }, { type: 'text', text: 'x' }],
      read: { id: 'a1', model: 'm1' },
    },
  };

  it.each(Object.entries(answers))('reads back what it writes: %s', async (_, { deltas, read }) => {
    const stream = of(writeAnswer(protocol, { deltas }));
    const completion = await lastValueFrom(stream.pipe(parseFrames(protocol), failOnErrorFrame<object>(), untilTerminal(), collect()));
    expect(completion).toMatchObject(read);
  });

  it.each([
    { type: 'rate_limit_error', message: 'Slow "down", please: größer' },
    { type: 'invalid_request_error', message: 'Too long', code: 'context_length_exceeded', param: 'input' },
  ])('reads back the error that it writes, before and after 200 OK: %j', async (error) => {
    const { type, message } = error;
    const early = await failureOfReply(protocol, { status: 400, error });
    const late = await failureOfReply(protocol, { text: 'Half', error });
    expect(early).toMatchObject({ type, message, origin: 'http', status: 400 });
    expect(late).toMatchObject({ type, message, origin: 'stream' });
    // Messages has no `param`, and its finer word is no `code`, but tells all the same.
    if (protocol !== messages) {
      expect([early.code, early.param]).toEqual([error.code, error.param]);
      expect([late.code, late.param]).toEqual([error.code, error.param]);
    }
    expect(late.retryable).toBe(type === 'rate_limit_error');
    expect(JSON.stringify(late.raw)).toContain(error.code ?? type);
  });

  it.each([
    ['its terminal', writeAnswer(protocol, { text: answer }), 'terminal'],
    ['its error', writeAnswer(protocol, { text: answer, error: { type: 'api_error', message: 'x' } }), 'error'],
  ])('completes at once at %s, although the source stays open', (_, stream, last) => {
    const source = new Subject<string>();
    const kinds: string[] = [];
    let isComplete = false;
    source.pipe(parseFrames(protocol)).subscribe({
      next: ({ kind }) => kinds.push(kind),
      complete: () => (isComplete = true),
    });
    source.next(stream);
    expect([kinds.at(-1), isComplete, source.observed]).toEqual([last, true, false]);
  });

  it.each(statuses)('tells HTTP %i as %s', async (status, type, retryable, advice) => {
    const error = await failureOfReply(protocol, { status, body: '', headers: { 'x-request-id': 'req_1' } });
    expect(error).toMatchObject({ type, status, retryable, origin: 'http', requestId: 'req_1' });
    expect(error.advice).toMatch(advice);
    expect(error.message).not.toBe('');
  });

  it('hands on what the server asks for with a failure', async () => {
    const error = await failureOfReply(protocol, { status: 429, headers: { 'retry-after': '7' }, error: { type: 'rate_limit_error', message: 'Slow down' } });
    expect(error).toMatchObject({ retryAfterMs: 7_000, message: 'Slow down' });
  });

  it.each(noStreams)('tells %s in place of a stream', async (_, reply, type, origin) => {
    // For the one protocol that `[DONE]` does end, an answer without a choice in it is whole, and empty.
    const expected = protocol.endsAtDone && reply.events !== undefined ? 'completed' : type;
    const { end } = await outcomeOfReply(protocol, reply);
    expect(end === 'completed' ? end : end.type).toBe(expected);
    if (end !== 'completed') expect(end.origin).toBe(origin);
  });

  it.each(Object.keys(errorForms) as ErrorFormName[])('fails at an error in the form %s, and keeps the text before it', async (as) => {
    const error = { type: 'overloaded_error', message: 'Overloaded' };
    const { text, end } = await outcomeOfReply(protocol, { text: 'Half an', error, as });
    expect(text).toBe('Half an');
    expect(end).toBeInstanceOf(ApiError);
    if (end !== 'completed') expect(['stream', 'protocol']).toContain(end.origin);
  });

  const length = new TextEncoder().encode(writeAnswer(protocol, { text: answer })).length;
  const places = [0, 1, 0.2, 0.4, 0.6, 0.8].map((part) => Math.floor(part === 1 ? 1 : part * length));

  it.each(places.flatMap((atByte) => (['reset', 'close', 'end'] as const).map((kind) => [kind, atByte] as const)))(
    'fails at a %s after %i bytes, and keeps the text before it',
    async (kind, atByte) => {
      const { text, end } = await outcomeOfReply(protocol, { text: answer, fault: { kind, atByte } });
      expect(answer.startsWith(text)).toBe(true);
      const type = kind === 'end' ? 'truncated_stream' : kind === 'reset' ? 'connection_reset' : 'connection_closed';
      expect(end === 'completed' ? end : end.type).toBe(type);
      expect(end).toMatchObject({ retryable: true });
    },
  );

  it('reads a stream that is compressed', async () => {
    expect(await outcomeOfReply(protocol, { text: answer, gzip: true })).toEqual({ text: answer, end: 'completed' });
  });

  it('fails where a compressed stream is cut, and keeps the text before it', async () => {
    const { text, end } = await outcomeOfReply(protocol, { text: answer, gzip: true, fault: { kind: 'end', afterText: 'one two' } });
    expect(text).toBe('one two');
    // Node 20 takes cut gzip for a clean end; other runtimes report it as what it is.
    expect(end).toMatchObject({ type: expect.stringMatching(/^(?:truncated_stream|decoding_failed|connection_closed)$/) as string, retryable: true });
  });

  it('fails at a compressed stream that nobody says is one', async () => {
    const { text, end } = await outcomeOfReply(protocol, { text: answer, gzip: 'unlabelled' });
    expect(text).toBe('');
    expect(end).toBeInstanceOf(ApiError);
  });

  it('fails at a stream that says it is compressed and is not', async () => {
    await using gateway = await mockGateway({ script: [{ text: answer, headers: { 'content-encoding': 'gzip' } }] });
    // Node 20 never settles the read where the bad bytes come together with the headers, so only the clock ends that.
    const error = await failureOf(openFrom(gateway, protocol).pipe(failOnStall({ firstFrameMs: 1_000 })));
    expect(error).toMatchObject({ type: expect.stringMatching(/^(?:decoding_failed|timeout)$/) as string, origin: 'transport', retryable: true });
    expect(await (await gateway.requestAt(0)).closed).not.toBe('gateway');
  }, NO_WAIT_MS);

  const endless: [name: string, reply: Reply][] = [
    ['comes in one piece', { status: 500, body: 'x'.repeat(300_000), fault: { kind: 'stall' } }],
    ['never ends', { status: 500, body: 'x', heartbeat: 'x'.repeat(16_384), fault: { kind: 'stall', heartbeatMs: 1 } }],
    ['never ends, under 200 OK', { body: 'x', contentType: 'text/html', heartbeat: 'x'.repeat(16_384), fault: { kind: 'stall', heartbeatMs: 1 } }],
  ];

  it.each(endless)('reads 64 KiB of an error body that %s, and closes the socket', async (_, reply) => {
    await using gateway = await mockGateway({ script: [reply] });
    const error = await failureOf(openFrom(gateway, protocol));
    expect(error.raw).toBe('x'.repeat(65_536));
    expect(error.status).toBe(reply.status ?? 200);
    expect(await (await gateway.requestAt(0)).closed).toBe('client');
  }, NO_WAIT_MS);

  const stalls: [name: string, fault: Fault][] = [
    ['before there are headers', { kind: 'stall', beforeHeaders: true }],
    ['before the first event', { kind: 'stall', atByte: 0 }],
    ['inside an event', { kind: 'stall', atByte: 20 }],
    ['between two events', { kind: 'stall', afterText: 'one two' }],
  ];

  it.each(stalls)('closes the socket when its subscriber leaves %s', async (_, fault) => {
    await using gateway = await mockGateway({ script: [{ text: answer, fault }] });
    const subscription = openFrom(gateway, protocol).subscribe();
    const request = await gateway.requestAt(0);
    subscription.unsubscribe();
    expect(await request.closed).toBe('client');
  }, NO_WAIT_MS);

  it.each<[string, Reply]>([
    ['its terminal', { text: answer, fault: { kind: 'stall' } }],
    ['its terminal, although comments still come', { text: answer, heartbeat: true, fault: { kind: 'stall', heartbeatMs: 1 } }],
    ['an error', { text: answer, error: { type: 'api_error', message: 'x' }, fault: { kind: 'stall' } }],
  ])('closes the socket a moment behind %s, although the server does not', async (_, reply) => {
    await using gateway = await mockGateway({ script: [reply] });
    const { text } = await outcomeOf(openFrom(gateway, protocol));
    expect(text).toBe(answer);
    expect(await (await gateway.requestAt(0)).closed).toBe('client');
  }, NO_WAIT_MS);

  it('keeps the socket where the body ends behind its terminal', async () => {
    holdIntervals();
    await using gateway = await mockGateway({ script: [{ text: answer, fault: { kind: 'stall' } }] });
    expect((await outcomeOf(openFrom(gateway, protocol))).text).toBe(answer);
    const request = await gateway.requestAt(0);
    await request.stalled;
    request.break('end');
    expect([await request.closed, gateway.openConnections]).toEqual(['finished', 1]);
    jest.useRealTimers();
  }, NO_WAIT_MS);

  it('leaves nothing open after a hundred streams, one after the other', async () => {
    await using gateway = await mockGateway({ script: Array.from({ length: 100 }, () => ({ text: 'x', chunks: 'whole' as const })) });
    const frames = openFrom(gateway, protocol).pipe(toArray());
    for (let count = 0; count < 100; count += 1) await lastValueFrom(frames);
    const ends = await Promise.all(gateway.requests.map(({ closed }) => closed));
    expect(ends).toHaveLength(100);
    expect(ends.filter((end) => end === 'gateway')).toEqual([]);
    // `fetch` keeps a connection or two for the next request.
    expect(gateway.openConnections).toBeLessThanOrEqual(3);
  });
});
