import { ApiError, collect, type Frame, messages, type Protocol, reliably, responses, resumableFrames, streamFrames, type StreamObserver, Upstream } from 'framewise';
import { writeAnswer } from 'framewise/testing';
import { firstValueFrom, from, identity, last, lastValueFrom, NEVER, type Observable, toArray } from 'rxjs';

import { failureOf } from '../support/failure-of.js';
import { AnswerServer, breaks, type Plan } from './support/answer-server.js';

const quiet = { warn: () => undefined, error: () => undefined };
const impatient = { initialDelayMs: 1, maxDelayMs: 2, jitter: 'none', silenceMs: 5_000 } as const;
const answer = { deltas: [{ type: 'reasoning', text: 'Hm.' }, { type: 'text', text: 'Hello' }, { type: 'text', text: ' world' }, { type: 'tool-call', index: 0, id: 'c', name: 'f', arguments: '{"a":1}' }], usage: { inputTokens: 3, outputTokens: 4 } } as const;

const eventsIn = (text: string): string[] => text.split('\n\n').filter((event) => event !== '').map((event) => `${event}\n\n`);
const numbered = eventsIn(writeAnswer(responses, answer));
const withIds = eventsIn(writeAnswer(messages, answer)).map((event, index) => `id: ${String(index + 1)}\n${event}`);

/** One kind of resuming: its events, and the frames that a server of them gives. */
interface Kind {
  readonly protocol: Protocol;
  readonly events: readonly string[];
  readonly frames: (server: AnswerServer, options?: object) => Observable<Frame<object>>;
}

const kinds: Readonly<Record<string, Kind>> = {
  'a background answer': {
    protocol: responses,
    events: numbered,
    frames: ({ baseUrl }, options) => resumableFrames<object>(responses, { baseUrl, apiKey: 'key', body: { model: 'm', background: true } }, { ...impatient, ...options }),
  },
  'Last-Event-ID': {
    protocol: messages,
    events: withIds,
    frames: ({ baseUrl }, options) =>
      resumableFrames<object>(messages, (signal, lastEventId) => fetch(`${baseUrl}/events`, { signal, headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId } }), { ...impatient, ...options }),
  },
};

const all = (frames: Observable<Frame<object>>): Promise<Frame<object>[]> => lastValueFrom(frames.pipe(toArray()));

describe.each(Object.entries(kinds))('resumableFrames of %s', (name, { protocol, events, frames }) => {
  const unbroken = (): Promise<Frame<object>[]> => {
    const open = (): Promise<Response> => Promise.resolve(new Response(events.join(''), { headers: { 'content-type': 'text/event-stream' } }));
    return all(streamFrames<object>(protocol, open));
  };

  it.each(breaks)('loses and repeats nothing behind any event: %s', async (how) => {
    const expected = await unbroken();
    expect(events.length).toBeGreaterThan(8);
    // Before the first event nobody knows where to go on.
    for (let behind = 1; behind < events.length; behind += 1) {
      await using server = await AnswerServer.start(events, [{ how, behind }]);
      expect(await all(frames(server, how === 'stall' ? { silenceMs: 300 } : {}))).toEqual(expected);
      expect(server.posts).toBe(name === 'Last-Event-ID' ? 0 : 1);
      if (how !== 'stall') expect(server.requests).toHaveLength(how === 'refuse' ? 3 : 2);
    }
  }, 60_000);

  it('goes on over as many connections as it takes, each of which brings one event', async () => {
    const one: Plan[] = events.map((_, index) => ({ how: breaks[index % 2 === 0 ? 0 : 1], behind: 1 }));
    await using server = await AnswerServer.start(events, one);
    expect(await all(frames(server))).toEqual(await unbroken());
    expect(server.posts).toBeLessThanOrEqual(1);
  });

  it('drops what a server sends twice, and is whole to the folds behind reliably', async () => {
    await using server = await AnswerServer.start(events, [{ how: 'cut', behind: 5 }], true);
    const whole = await lastValueFrom(frames(server).pipe(reliably({ logger: quiet }), collect(), last()));
    const expected = await lastValueFrom(from(await unbroken()).pipe(reliably({ logger: quiet }), collect(), last()));
    expect(whole).toEqual(expected);
  });

  it('gives up after five connections without news, and is never asked again by a retry', async () => {
    const plans: Plan[] = [{ how: 'cut', behind: 2 }, ...Array.from({ length: 20 }, (): Plan => ({ how: 'cut', behind: 0 }))];
    await using server = await AnswerServer.start(events, plans);
    const error = await failureOf(frames(server).pipe(reliably({ logger: quiet, maxRetries: 5, initialDelayMs: 1 })));
    expect(error).toMatchObject({ type: 'resume_failed', origin: 'protocol', retryable: false });
    expect(server.requests).toHaveLength(1 + 5);
  });

  it.each([[false], [true]])('is one call to an observer, over all its connections; behind reliably: %s', async (isReliable) => {
    const told: unknown[] = [];
    const observer: StreamObserver = { start: () => ({ request: () => told.push('request'), response: ({ status }) => told.push(status), end: (end) => told.push(end) }) };
    // The start, with the id and the model, comes by the first connection, the counts by the last.
    await using server = await AnswerServer.start(events, [{ how: 'cut', behind: 5 }, { how: 'cut', behind: 1 }]);
    await all(frames(server, { observer }).pipe(isReliable ? reliably({ logger: quiet }) : identity));
    const { id, model, usage } = await lastValueFrom(from(await unbroken()).pipe(reliably({ logger: quiet }), collect()));
    expect(told).toEqual(['request', 200, 'request', 200, 'request', 200, expect.objectContaining({ outcome: 'done', requests: 3, id, model, usage })]);
    expect([id, usage]).not.toContain(undefined);
  });

  it('says what may abort it, to who waits before it is subscribed to', async () => {
    await using server = await AnswerServer.start(events, []);
    const upstream = new Upstream({ maxConcurrent: 1 });
    const first = NEVER.pipe(upstream.admit()).subscribe();
    const controller = new AbortController();
    const waiting = failureOf(frames(server, { signal: controller.signal }).pipe(reliably({ logger: quiet, upstream })));
    expect(upstream.state.queued).toBe(1);
    controller.abort();
    expect(await waiting).toMatchObject({ type: 'aborted' });
    expect([upstream.state.queued, server.requests.length]).toEqual([0, 0]);
    first.unsubscribe();
  });

  it('lets go of its connection where the consumer leaves', async () => {
    await using server = await AnswerServer.start(events, [{ how: 'cut', behind: 3 }, { how: 'stall', behind: 1 }]);
    expect(await firstValueFrom(frames(server))).toMatchObject({ kind: 'data' });
  });
});

/** Responses one after the other, and what was asked. */
function canned(...bodies: (string | Response)[]): { asked: (string | undefined)[]; open: (signal: AbortSignal, lastEventId?: string) => Promise<Response> } {
  const asked: (string | undefined)[] = [];
  const open = (_: AbortSignal, lastEventId?: string): Promise<Response> => {
    asked.push(lastEventId);
    const body = bodies.shift() ?? '';
    return Promise.resolve(typeof body === 'string' ? new Response(body, { headers: { 'content-type': 'text/event-stream' } }) : body);
  };
  return { asked, open };
}

const data = (id: string | undefined, text: string): string => `${id === undefined ? '' : `id: ${id}\n`}data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"${text}"}}\n\n`;
const stop = 'data: {"type":"message_stop"}\n\n';

describe('a seam', () => {
  const resume = (open: ReturnType<typeof canned>['open']): Observable<Frame<object>> => resumableFrames<object>(messages, open, impatient);

  it('with a gap is resume_gap, where the ids count', async () => {
    const { open } = canned(data('1', 'a') + data('2', 'b'), data('4', 'd') + stop);
    expect(await failureOf(resume(open))).toMatchObject({ type: 'resume_gap', retryable: false });
  });

  it('is believed where the ids do not count', async () => {
    const { open, asked } = canned(data('170-0', 'a') + data('190-3', 'b'), data('190-3', 'b') + data('200-0', 'c') + stop);
    expect(await all(resume(open))).toHaveLength(4);
    expect(asked).toEqual([undefined, '190-3']);
  });

  it('drops what lies at or below the cursor', async () => {
    const { open } = canned(data('1', 'a') + data('2', 'b'), data('1', 'a') + data('2', 'b') + data('3', 'c') + stop);
    expect(await all(resume(open))).toHaveLength(4);
  });

  it('is not tried behind an event without an id: the error goes on', async () => {
    const { open, asked } = canned(data('1', 'a') + data(undefined, 'b'));
    expect(await failureOf(resume(open))).toMatchObject({ type: 'truncated_stream', retryable: true });
    expect(asked).toHaveLength(1);
  });

  it.each([404, 410, 409, 501])('ends in a %s as that, and no retry follows', async (status) => {
    const { open } = canned(data('1', 'a'), new Response('{"error":{"message":"no"}}', { status, headers: { 'content-type': 'application/json' } }));
    expect(await failureOf(resume(open))).toMatchObject({ status, origin: 'http', retryable: false });
  });

  it('waits for a 429 as long as it says', async () => {
    const { open, asked } = canned(data('1', 'a'), new Response('', { status: 429, headers: { 'retry-after-ms': '30' } }), data('2', 'b') + stop);
    const start = performance.now();
    expect(await all(resume(open))).toHaveLength(3);
    expect(performance.now() - start).toBeGreaterThanOrEqual(29);
    expect(asked).toEqual([undefined, '1', '1']);
  });

  it('at which nothing is left, though the answer was not whole, is resume_failed', async () => {
    const { open } = canned(data('1', 'a'), new Response(null, { status: 204 }));
    expect(await failureOf(resume(open))).toMatchObject({ type: 'resume_failed', retryable: false });
  });

  it('at which nothing is left is a terminal, where the answer needs none', async () => {
    const finish = 'id: 2\ndata: {"type":"message_delta","delta":{"stop_reason":"end_turn"}}\n\n';
    const { open, asked } = canned(data('1', 'a') + finish, new Response(null, { status: 204 }));
    expect((await all(resume(open))).at(-1)).toEqual({ kind: 'terminal', payload: undefined, deltas: [] });
    expect(asked).toEqual([undefined, '2']);
  });

  it('is left at once by a signal', async () => {
    const controller = new AbortController();
    const { open } = canned(data('1', 'a'));
    const failure = failureOf(resumableFrames<object>(messages, open, { ...impatient, initialDelayMs: 60_000, maxDelayMs: 60_000, signal: controller.signal }));
    setImmediate(() => { controller.abort(); });
    expect(await failure).toMatchObject({ type: 'aborted' });
  });
});

describe('a request for a background answer', () => {
  const request = { baseUrl: 'http://127.0.0.1:9', apiKey: 'k' };

  it.each([
    ['background: true belongs in the body', resumableFrames(responses, { ...request, body: {} })],
    ['cannot be resumed by its request', resumableFrames(messages, { ...request, body: { background: true } })],
  ])('is refused where it is none: %s', async (words, frames) => {
    const error = await failureOf(frames);
    expect(error.type).toBe('invalid_request');
    expect(error.message).toContain(words);
  });

  it('fails as any other before it was accepted, and is final once it may have begun', async () => {
    const frames = (fetch: () => Promise<Response>): Observable<unknown> => resumableFrames(responses, { ...request, body: { background: true }, fetch }, impatient);
    const reset = Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('x'), { code: 'ECONNRESET' }) });
    expect(await failureOf(frames(() => Promise.reject(reset)))).toMatchObject({ type: 'connection_reset', retryable: true });
    const empty = (): Promise<Response> => Promise.resolve(new Response('', { headers: { 'content-type': 'text/event-stream' } }));
    expect(await failureOf(frames(empty))).toMatchObject({ type: 'resume_failed', retryable: false });
  });

  it.each([[{ maxResumes: -1 }], [{ silenceMs: 0 }], [{ initialDelayMs: Number.NaN }]])('refuses the options %j', (options) => {
    expect(() => resumableFrames(responses, { ...request, body: {} }, options)).toThrow(RangeError);
  });

  it('shows no key in the errors of its resumes', async () => {
    const bodies = [new Response(numbered[0], { headers: { 'content-type': 'text/event-stream' } }), new Response('{"error":{"message":"bad key sk-secret-123456"}}', { status: 401 })];
    const error = await failureOf(resumableFrames(responses, { baseUrl: 'http://x', apiKey: 'sk-secret-123456', body: { background: true }, fetch: () => Promise.resolve(bodies.shift() ?? new Response()) }, impatient));
    expect(error).toMatchObject({ status: 401 });
    expect(JSON.stringify(error) + String(ApiError.is(error) && error.message)).not.toContain('sk-secret');
  });
});

describe('an answer that was begun before', () => {
  const follow = (baseUrl: string, options: object = {}): Observable<Frame<object>> => resumableFrames<object>(responses, { baseUrl, apiKey: 'key', body: {} }, { ...impatient, id: 'r/1', ...options });

  it.each(breaks)('is followed from its beginning, and is never asked for: %s', async (how) => {
    await using server = await AnswerServer.start(numbered, [{ how, behind: 0 }, { how, behind: 4 }]);
    const frames = await all(follow(server.baseUrl, { silenceMs: 300 }).pipe(reliably({ logger: quiet, initialDelayMs: 1, firstFrameMs: 300 })));
    const open = (): Promise<Response> => Promise.resolve(new Response(numbered.join(''), { headers: { 'content-type': 'text/event-stream' } }));
    expect(frames).toEqual(await all(streamFrames<object>(responses, open)));
    expect(server.posts).toBe(0);
    expect(server.requests[0]).toBe('GET /responses/r%2F1?stream=true');
  });

  it('that is gone is told as that', async () => {
    const fetch = (): Promise<Response> => Promise.resolve(new Response('{"error":{"message":"no such response"}}', { status: 404 }));
    expect(await failureOf(resumableFrames(responses, { baseUrl: 'http://a', apiKey: '', body: {}, fetch }, { id: 'r' }))).toMatchObject({ status: 404, message: 'no such response' });
  });

  it('has an id, and is of a request', async () => {
    expect(await failureOf(follow('http://a', { id: '..' }))).toMatchObject({ type: 'invalid_request' });
    expect(await failureOf(resumableFrames(responses, () => Promise.reject(new Error()), { id: 'r' }))).toMatchObject({ type: 'invalid_request', message: 'The id must be that of a background answer, beside its request.' });
  });
});
