import {
  type CallEnd, type CallInfo, chatCompletions, failOnErrorFrame, fallBackTo, messages, parseFrames, pullFrames, reliably, type ReliablyOptions, type RequestOptions,
  streamFrames, type StreamObserver, text, untilTerminal,
Upstream, } from 'framewise';
import { type MockGateway, mockGateway, type Reply } from 'framewise/testing';
import { lastValueFrom, map, of, take, toArray } from 'rxjs';

const quiet: ReliablyOptions & { afterOutput?: 'fail' } = { logger: { warn: () => undefined, error: () => undefined }, initialDelayMs: 1 };
const overloaded: Reply = { status: 529, error: { type: 'overloaded_error', message: 'Overloaded' } };
const late: Reply = { text: 'Hi there', error: { type: 'overloaded_error', message: 'Overloaded' } };

/** Writes down what it is told of each call. */
class Recorder implements StreamObserver {
  readonly calls: { info: CallInfo; told: string[]; end: Promise<CallEnd> }[] = [];

  start(info: CallInfo) {
    const told: string[] = [];
    let over: (end: CallEnd) => void = () => undefined;
    this.calls.push({ info, told, end: new Promise((resolve) => { over = resolve; }) });
    return {
      request: () => { told.push('request'); },
      response: ({ status }: { status: number | undefined }) => { told.push(`response ${String(status)}`); },
      firstFrame: () => { told.push('firstFrame'); },
      firstOutput: () => { told.push('firstOutput'); },
      retry: ({ attempt }: { attempt: number }) => { told.push(`retry ${String(attempt)}`); },
      restart: ({ attempt }: { attempt: number }) => { told.push(`restart ${String(attempt)}`); },
      fallback: (error: unknown) => { told.push(`fallback ${(error as { type: string }).type}`); },
      end: (end: CallEnd) => { told.push(end.outcome); over(end); },
    };
  }
}

const request = (gateway: MockGateway): RequestOptions => ({ baseUrl: `${gateway.baseUrl}/v1?key=query-secret`, apiKey: 'key-0123456789', body: { model: 'm', messages: ['prompt'] } });
const heads = ['request', 'response 200', 'firstFrame', 'firstOutput'];

async function settled(stream: Parameters<typeof lastValueFrom>[0]): Promise<unknown> {
  return lastValueFrom(stream, { defaultValue: undefined }).catch((error: unknown) => error);
}

describe('an observer', () => {
  it.each<[what: string, script: Reply[], options: ReliablyOptions, told: string[]]>([
    ['whole', [{ text: 'Hi' }], {}, [...heads, 'done']],
    ['retried', [overloaded, { text: 'Hi' }], {}, ['request', 'response 529', 'retry 2', ...heads, 'done']],
    ['restarted', [late, { text: 'Hi' }], { afterOutput: 'restart' }, [...heads, 'retry 2', 'restart 2', 'request', 'response 200', 'done']],
    ['late-failed', [late], {}, [...heads, 'error']],
    ['truncated', [{ text: 'Hi there', fault: { kind: 'end', afterText: 'Hi ' } }], {}, [...heads, 'error']],
    ['refused', [{ status: 401, error: { type: 'authentication_error', message: 'No' } }], {}, ['request', 'response 401', 'error']],
    ['never-answered', [{ fault: { kind: 'stall', beforeHeaders: true } }], { firstFrameMs: 20, maxRetries: 0 }, ['request', 'error']],
  ])('is told of a call that is %s, over all its attempts', async (_, script, options, told) => {
    await using gateway = await mockGateway({ script });
    const observer = new Recorder();
    await settled(streamFrames(messages, request(gateway), { observer }).pipe(reliably({ ...quiet, ...options } as ReliablyOptions)));
    expect(observer.calls.map((call) => call.told)).toEqual([told]);
  });

  it('is told of a call that is abandoned: before the headers, in the middle, and behind the terminal frame', async () => {
    await using gateway = await mockGateway({ script: [{ fault: { kind: 'stall', beforeHeaders: true } }, { text: 'Hi there', fault: { kind: 'stall', afterText: 'Hi ' } }, { text: 'Hi' }] });
    const observer = new Recorder();
    const frames = streamFrames(messages, request(gateway), { observer });
    const pending = frames.pipe(reliably(quiet)).subscribe();
    await gateway.requestAt(0);
    pending.unsubscribe();
    await lastValueFrom(frames.pipe(reliably(quiet), text(), take(1)));
    await lastValueFrom(frames.pipe(take(100), toArray()));
    expect(observer.calls.map(({ told }) => told)).toEqual([['request', 'cancelled'], [...heads, 'cancelled'], [...heads, 'done']]);
  });

  it('is told what is asked, without the key and the query', async () => {
    await using gateway = await mockGateway();
    const observer = new Recorder();
    await settled(streamFrames(messages, request(gateway), { observer, label: 'chat' }));
    const [{ info } = { info: {} }] = observer.calls;
    expect(info).toEqual({ protocol: 'messages', label: 'chat', model: 'm', body: { model: 'm', messages: ['prompt'] }, baseUrl: `${gateway.baseUrl}/v1` });
  });

  it('is told what the last attempt came to, in sum', async () => {
    await using gateway = await mockGateway({ script: [late, { text: 'Hi', usage: { inputTokens: 3, outputTokens: 1 } }] });
    const observer = new Recorder();
    await settled(streamFrames(messages, request(gateway), { observer }).pipe(reliably({ ...quiet, afterOutput: 'restart' })));
    expect(await observer.calls[0]?.end).toMatchObject({ outcome: 'done', error: undefined, requests: 2, model: 'mock-model', finishReasons: ['stop'], usage: { inputTokens: 3, outputTokens: 1 } });
  });

  it('is told of one call where streamFrames and reliably have the same one, or only reliably has', async () => {
    await using gateway = await mockGateway();
    const observer = new Recorder();
    await settled(streamFrames(messages, request(gateway), { observer }).pipe(reliably({ ...quiet, observer })));
    await settled(streamFrames(messages, request(gateway)).pipe(reliably({ ...quiet, observer })));
    await settled(streamFrames(messages, request(gateway)).pipe(map((frame) => frame), reliably({ ...quiet, observer })));
    expect(observer.calls.map(({ told, info }) => [told.join(' '), info.model])).toEqual([
      [[...heads, 'done'].join(' '), 'm'],
      [[...heads, 'done'].join(' '), 'm'],
      [[...heads, 'done'].join(' '), undefined],
    ]);
  });

  it('sees two sources as one call', async () => {
    await using gateway = await mockGateway({ script: [{ status: 404, error: { type: 'not_found_error', message: 'No such model' } }, { text: 'Hi' }] });
    const observer = new Recorder();
    const second = new Recorder();
    const ask = (model: string, each: Recorder) => streamFrames(chatCompletions, { ...request(gateway), body: { model } }, { observer: each }).pipe(reliably(quiet));
    await settled(ask('a', observer).pipe(fallBackTo(() => ask('b', second))));
    expect(observer.calls.map(({ told }) => told)).toEqual([['request', 'response 404', 'fallback not_found_error', ...heads, 'done']]);
    expect(second.calls.map(({ told, info }) => [info.model, ...told])).toEqual([['b', ...heads, 'done']]);
  });

  it('begins when somebody subscribes, also where the call has to wait for a place', async () => {
    await using gateway = await mockGateway({ script: () => ({ text: 'Hi' }) });
    const upstream = new Upstream({ maxConcurrent: 1 });
    const observer = new Recorder();
    const ask = () => settled(streamFrames(messages, request(gateway), { observer }).pipe(reliably({ ...quiet, upstream })));
    const both = Promise.all([ask(), ask()]);
    expect(observer.calls.map(({ told }) => told)).toEqual([['request'], []]);
    await both;
    expect(observer.calls.map(({ told }) => told)).toEqual([[...heads, 'done'], [...heads, 'done']]);
  });

  it('judges a bare stream by its frames', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'Hi' }, late, { text: 'Hi there', fault: { kind: 'end', afterText: 'Hi ' } }, late] });
    const observer = new Recorder();
    const frames = streamFrames(chatCompletions, request(gateway), { observer });
    for (const operated of [frames, frames, frames, frames.pipe(failOnErrorFrame(), untilTerminal())]) await settled(operated);
    expect(await Promise.all(observer.calls.map(async ({ end }) => ({ ...await end }).error as { type: string } | undefined))).toEqual([
      undefined, expect.objectContaining({ type: 'overloaded_error' }), expect.objectContaining({ type: 'truncated_stream' }), expect.objectContaining({ type: 'overloaded_error' }),
    ]);
  });

  it('watches frames of parseFrames, and of a loop that is left', async () => {
    await using gateway = await mockGateway();
    const observer = new Recorder();
    const body = 'data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';
    await settled(of(body).pipe(parseFrames(chatCompletions), reliably({ ...quiet, observer })));
    for await (const frame of pullFrames(messages, request(gateway), { observer, reliably: quiet })) if (frame.kind === 'data' && frame.deltas.some(({ type }) => type === 'text')) break;
    expect(observer.calls.map(({ told }) => told)).toEqual([['firstFrame', 'firstOutput', 'done'], [...heads, 'cancelled']]);
  });

  it('is told of an abort as of a cancelled call', async () => {
    await using gateway = await mockGateway();
    const observer = new Recorder();
    await settled(streamFrames(messages, request(gateway), { observer, signal: AbortSignal.abort() }).pipe(reliably(quiet)));
    expect((await observer.calls[0]?.end)?.outcome).toBe('cancelled');
  });

  it('breaks nothing when it throws', async () => {
    await using gateway = await mockGateway({ script: [overloaded, { text: 'Hi' }, { text: 'Hi' }] });
    const boom = (): never => { throw new Error('a bug of the tracer'); };
    const throwing: StreamObserver[] = [{ start: boom }, { start: () => ({ request: boom, response: boom, firstFrame: boom, firstOutput: boom, frame: boom, retry: boom, end: boom }) }];
    for (const observer of throwing) {
      expect(await settled(streamFrames(messages, request(gateway), { observer }).pipe(reliably(quiet), text()))).toBe('Hi');
    }
  });

  it('has a call for each subscription', async () => {
    await using gateway = await mockGateway();
    const observer = new Recorder();
    const frames = streamFrames(messages, request(gateway), { observer }).pipe(reliably(quiet));
    await Promise.all([settled(frames), settled(frames)]);
    expect(observer.calls.map(({ told }) => told.at(-1))).toEqual(['done', 'done']);
  });
});
