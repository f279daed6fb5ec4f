import { readFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { ApiError, chatCompletions, type Frame, type OpenResponse, pullFrames, type ReliablyOptions, type RestartFrame, streamFrames } from 'framewise';
import { mockGateway } from 'framewise/testing';
import { lastValueFrom, toArray } from 'rxjs';

import { fixtures } from './fixtures/index.js';
import { randomChunks } from './support/random-chunks.js';
import { seededRandom } from './support/seeded-random.js';
import { startStopwatch } from './support/stopwatch.js';

const quiet = { logger: { warn: () => undefined, error: () => undefined } };
const request = (baseUrl: string) => ({ baseUrl, apiKey: 'key-0123456789', body: { model: 'm' } });
const event = (text: string): string => `data: {"choices":[{"index":0,"delta":{"content":"${text}"}}]}\n\n`;
const textOf = (frame: Frame<unknown> | RestartFrame): string =>
  frame.kind === 'data' ? frame.deltas.map((delta) => (delta.type === 'text' ? delta.text : '')).join('') : frame.kind;

/** A body that makes a chunk whenever it is asked for one, and tells how many that were, and whether it was given up. */
function countedBody(chunkAt: (index: number) => string | undefined): { open: OpenResponse; asked: () => number; isCancelled: () => boolean } {
  let asked = 0;
  let isCancelled = false;
  const open = (): Promise<Response> => Promise.resolve(new Response(
    new ReadableStream<Uint8Array>({
      pull: (controller) => {
        const chunk = chunkAt(asked++);
        if (chunk === undefined) controller.close();
        else controller.enqueue(new TextEncoder().encode(chunk));
      },
      cancel: () => { isCancelled = true; },
    }, { highWaterMark: 0 }),
    { headers: { 'content-type': 'text/event-stream' } },
  ));
  return { open, asked: () => asked, isCancelled: () => isCancelled };
}

async function all<T>(frames: AsyncIterable<T>): Promise<{ frames: T[]; error: unknown }> {
  const taken: T[] = [];
  try {
    for await (const frame of frames) taken.push(frame);
  } catch (error) {
    return { frames: taken, error };
  }
  return { frames: taken, error: undefined };
}

/** The same of what is pushed. */
async function pushed(stream: ReturnType<typeof streamFrames<object>>): Promise<{ frames: unknown[]; error: unknown }> {
  const taken: unknown[] = [];
  return new Promise((resolve) => {
    stream.subscribe({
      next: (frame) => taken.push(frame),
      error: (error: unknown) => { resolve({ frames: taken, error }); },
      complete: () => { resolve({ frames: taken, error: undefined }); },
    });
  });
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (_, each: unknown) => (ApiError.is(each) ? { ...each.toJSON(), stack: undefined, cause: undefined } : each)) ?? 'null');

describe('pullFrames', () => {
  it.each(fixtures)('gives of $protocol.name $name the frames that are pushed', async ({ protocol, name }) => {
    const bytes = readFileSync(new URL(`./fixtures/${protocol.name}/${name}.sse`, import.meta.url));
    const open = (): Promise<Response> => {
      const chunks = randomChunks(bytes, 40, seededRandom(7)).values();
      const body = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          const { done, value } = chunks.next();
          if (done === true) controller.close();
          else controller.enqueue(value);
        },
      });
      return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
    };
    expect(plain(await all(pullFrames(protocol, open)))).toEqual(plain(await pushed(streamFrames(protocol, open))));
  });

  it('sends nothing before the first frame is asked for, and a request for each loop', async () => {
    await using gateway = await mockGateway();
    const frames = pullFrames(chatCompletions, request(gateway.baseUrl));
    frames[Symbol.asyncIterator]();
    expect(gateway.requestCount).toBe(0);
    expect((await all(frames)).frames.at(-1)?.kind).toBe('terminal');
    expect((await all(frames)).frames.at(-1)?.kind).toBe('terminal');
    expect(gateway.requestCount).toBe(2);
  });

  it('reads a chunk when the frames of the one before are taken and another is asked for, not sooner', async () => {
    const body = countedBody((index) => event(`${String(index)}a`) + event(`${String(index)}b`));
    const iterator = pullFrames(chatCompletions, body.open)[Symbol.asyncIterator]();
    const seen: string[] = [];
    const chunks: number[] = [];
    for (let count = 0; count < 6; count += 1) {
      const { value } = await iterator.next() as { value: Frame<object> };
      seen.push(textOf(value));
      await new Promise(setImmediate); // whatever would be read ahead would be read now
      chunks.push(body.asked());
    }
    expect(seen).toEqual(['0a', '0b', '1a', '1b', '2a', '2b']);
    expect(chunks).toEqual([1, 1, 2, 2, 3, 3]);
    await iterator.return?.();
    expect(body.isCancelled()).toBe(true);
  });

  it('lets several wait, and gives each its frame in order', async () => {
    const body = countedBody((index) => (index < 3 ? event(String(index)) : index === 3 ? 'data: [DONE]\n\n' : undefined));
    const iterator = pullFrames(chatCompletions, body.open)[Symbol.asyncIterator]();
    const results = await Promise.all(Array.from({ length: 6 }, () => iterator.next()));
    expect(results.map(({ done, value }) => (done === true ? 'done' : textOf(value as Frame<object>)))).toEqual(['0', '1', '2', 'terminal', 'done', 'done']);
  });

  it('closes the socket as soon as the loop is left', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'one two three four', fault: { kind: 'stall', afterText: 'one ' } }] });
    let left = startStopwatch();
    for await (const frame of pullFrames(chatCompletions, request(gateway.baseUrl))) {
      if (textOf(frame) === '') continue;
      left = startStopwatch();
      break;
    }
    expect(await (await gateway.requestAt(0)).closed).toBe('client');
    expect(left.elapsedMs()).toBeLessThan(1_000);
  });

  it('ends whoever waits when another leaves', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'one', fault: { kind: 'stall', atByte: 0 } }] });
    const iterator = pullFrames(chatCompletions, request(gateway.baseUrl))[Symbol.asyncIterator]();
    const waiting = [iterator.next(), iterator.next()];
    await (await gateway.requestAt(0)).stalled;
    expect(await iterator.return?.()).toEqual({ done: true, value: undefined });
    expect(await Promise.all(waiting)).toEqual([{ done: true, value: undefined }, { done: true, value: undefined }]);
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(await (await gateway.requestAt(0)).closed).toBe('client');
  });

  it('sends nothing when it is left before it began', async () => {
    await using gateway = await mockGateway();
    const iterator = pullFrames(chatCompletions, request(gateway.baseUrl))[Symbol.asyncIterator]();
    await iterator.return?.();
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(gateway.requestCount).toBe(0);
  });

  it('throws once what would be the error of the Observable, behind the frames before it', async () => {
    await using gateway = await mockGateway({ script: [{ status: 401, error: { type: 'authentication_error', message: 'No' } }] });
    const iterator = pullFrames(chatCompletions, request(gateway.baseUrl))[Symbol.asyncIterator]();
    await expect(iterator.next()).rejects.toMatchObject({ type: 'authentication_error', status: 401 });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });

    const body = countedBody((index) => (index === 0 ? `${event('a')}${event('b')}data: [1]\n\n` : undefined));
    const whole = pullFrames(chatCompletions, body.open, { reliably: { ...quiet } });
    expect(await all(whole)).toMatchObject({ frames: [{ kind: 'data' }, { kind: 'data' }], error: { type: 'invalid_frame' } });
  });
});

describe('pullFrames with reliably', () => {
  const fast: ReliablyOptions = { ...quiet, initialDelayMs: 1 };
  const overloaded = { status: 529, error: { type: 'overloaded_error', message: 'Overloaded' } };

  it('retries up to the first frame that commits', async () => {
    await using gateway = await mockGateway({ script: [overloaded, { text: 'Hi there' }] });
    const { frames, error } = await all(pullFrames(chatCompletions, request(gateway.baseUrl), { reliably: fast }));
    expect([frames.map(textOf).join(''), error, gateway.requestCount]).toEqual(['Hi thereterminal', undefined, 2]);
  });

  it('fails after it, and where the answer is cut', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'Hi there', error: { type: 'overloaded_error', message: 'Overloaded' } }, { text: 'Hi there', fault: { kind: 'end', afterText: 'Hi ' } }] });
    const frames = pullFrames(chatCompletions, request(gateway.baseUrl), { reliably: fast });
    expect((await all(frames)).error).toMatchObject({ type: 'overloaded_error' });
    expect((await all(frames)).error).toMatchObject({ type: 'truncated_stream' });
    expect(gateway.requestCount).toBe(2);
  });

  it('tells a bad option where it is called', () => {
    expect(() => pullFrames(chatCompletions, request('http://127.0.0.1:1'), { reliably: { maxRetries: -1 } })).toThrow(RangeError);
  });
});

describe('the limits of a stall', () => {
  beforeEach(() => { jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] }); });
  afterEach(() => { jest.useRealTimers(); });

  it('count only while somebody waits for a frame', async () => {
    // Three chunks, and then silence.
    const silent: OpenResponse = () => {
      let index = 0;
      const body = new ReadableStream<Uint8Array>({
        pull: async (controller) => {
          if (index === 3) await new Promise(() => undefined);
          controller.enqueue(new TextEncoder().encode(event(String(index++))));
        },
      }, { highWaterMark: 0 });
      return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
    };
    const iterator = pullFrames(chatCompletions, silent, { reliably: { ...quiet, firstFrameMs: 1_000, betweenFramesMs: 1_000, betweenOutputMs: 1_500, maxRetries: 0 } })[Symbol.asyncIterator]();
    for (const text of ['0', '1', '2']) {
      expect(textOf((await iterator.next()).value as Frame<object>)).toBe(text);
      await jest.advanceTimersByTimeAsync(3_600_000);
    }
    const late = expect(iterator.next()).rejects.toMatchObject({ type: 'timeout', param: 'betweenFramesMs' });
    await jest.advanceTimersByTimeAsync(1_000);
    await late;
  });
});

describe('a slow consumer', () => {
  it('makes the server wait', async () => {
    const body = countedBody((index) => event('x'.repeat(1_000) + String(index)));
    let taken = 0;
    for await (const frame of pullFrames(chatCompletions, body.open)) {
      await new Promise(setImmediate);
      if (frame.kind === 'data' && ++taken === 50) break;
    }
    expect(body.asked()).toBe(50);
  });

  it('is not what an Observable has: that one gives all there is', async () => {
    const body = countedBody((index) => (index < 50 ? event(String(index)) : 'data: [DONE]\n\n'));
    expect(await lastValueFrom(streamFrames(chatCompletions, body.open).pipe(toArray()))).toHaveLength(51);
  });
});
