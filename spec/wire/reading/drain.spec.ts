import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { chatCompletions, type Frame, pullFrames, reliably, streamFrames, text } from 'framewise';
import { lastValueFrom, NEVER, type Observable, take, throwError } from 'rxjs';

import { abortBy } from '../../../src/wire/opening/abort.js';
import type { BodyChunks } from '../../../src/wire/reading/body-chunks.js';
import { drain, DRAIN_CHARS, DRAIN_MS } from '../../../src/wire/reading/drain.js';
import { countedSignal } from '../../support/counted-signal.js';
import { holdIntervals } from '../../support/hold-intervals.js';

beforeEach(() => { holdIntervals(); });
afterEach(() => {
  // Whatever the case, no clock is left.
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

const settled = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

/** A body that gives these chunks, then whatever `more` gives. */
function bodyOf(given: readonly unknown[], more: () => Promise<{ done?: unknown; value?: unknown }>): BodyChunks & { readonly reads: () => number; readonly cancels: () => number } {
  let [reads, cancels] = [0, 0];
  return {
    next: () => (reads < given.length ? Promise.resolve({ done: false, value: given[reads++] }) : (reads++, more())),
    cancel: () => { cancels += 1; },
    reads: () => reads,
    cancels: () => cancels,
  };
}

const ended = (): Promise<{ done: true }> => Promise.resolve({ done: true });
const silent = (): Promise<never> => new Promise(() => undefined);

describe('the rest of a body', () => {
  it.each<[string, BodyChunks]>([
    ['has ended', bodyOf([], ended)],
    ['ends behind a few more chunks', bodyOf(['data: [DONE]\n\n', new Uint8Array(9)], ended)],
    ['breaks', bodyOf([], () => Promise.reject(new Error('reset')))],
    ['cannot be read', bodyOf([], () => { throw new Error('locked'); })],
    ['gives what is no result', bodyOf([], () => undefined as never)],
  ])('that %s is let go at once, without a word', async (_, chunks) => {
    const release = jest.fn();
    drain(chunks, NEVER, release);
    await settled();
    expect(release).toHaveBeenCalledTimes(1);
  });

  it('that does not end is given up when its time is over', async () => {
    const chunks = bodyOf([': keep-alive\n\n'], silent);
    const release = jest.fn();
    drain(chunks, NEVER, release);
    await settled();
    jest.advanceTimersByTime(DRAIN_MS - 1);
    expect([release.mock.calls.length, chunks.cancels()]).toEqual([0, 0]);
    jest.advanceTimersByTime(1);
    expect([release.mock.calls.length, chunks.cancels()]).toEqual([1, 1]);
  });

  it.each([['long', 'x'.repeat(1_024), DRAIN_CHARS / 1_024], ['empty', '', DRAIN_CHARS]])('that does not end is given up behind so many %s chunks', async (_, chunk, most) => {
    const chunks = bodyOf([], () => Promise.resolve({ value: chunk }));
    const release = jest.fn();
    drain(chunks, NEVER, release);
    await settled();
    expect([release.mock.calls.length, chunks.reads(), chunks.cancels()]).toEqual([1, most, 1]);
  });

  it('is given up when its user aborts, and nobody listens to the signal any more', () => {
    const { signal, abort, listeners } = countedSignal();
    const [first, second] = [jest.fn(), jest.fn()];
    drain(bodyOf([], silent), abortBy([signal], []), first);
    expect([first.mock.calls.length, listeners()]).toEqual([0, 1]);
    abort();
    expect([first.mock.calls.length, listeners()]).toEqual([1, 0]);
    drain(bodyOf([], silent), throwError(() => new Error('aborted before')), second);
    expect(second).toHaveBeenCalledTimes(1);
  });
});

const event = (choice: object): string => `data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`;
const answer = `${event({ delta: { content: 'Hi' }, finish_reason: 'stop' })}data: [DONE]\n\n`;

/** A server that says `said` to each request, and ends its body when the spec does. */
async function serve(said: string) {
  const bodies: ServerResponse[] = [];
  const closed: Promise<'ended' | 'cancelled'>[] = [];
  let sockets = 0;
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(said);
    bodies.push(response);
    closed.push(new Promise((resolve) => response.once('close', () => { resolve(response.writableFinished ? 'ended' : 'cancelled'); })));
  }).on('connection', () => { sockets += 1; });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const signals: AbortSignal[] = [];
  const request = {
    baseUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    apiKey: 'test',
    body: {},
    fetch: (...[url, init]: Parameters<typeof fetch>) => {
      signals.push(init?.signal as AbortSignal);
      return fetch(url, init);
    },
  };
  return {
    request,
    closed,
    endBody: (turn: number) => bodies[turn]?.end(),
    sockets: () => sockets,
    /** The client has let go of this request. */
    released: (turn: number) => new Promise<void>((resolve) => {
      if (signals[turn]?.aborted) resolve();
      else signals[turn]?.addEventListener('abort', () => { resolve(); });
    }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const asked = ({ request }: Awaited<ReturnType<typeof serve>>, signal?: AbortSignal): Observable<Frame<object>> => streamFrames(chatCompletions, { ...request, signal });

describe('behind a whole answer', () => {
  it('a body that ends keeps its socket: a hundred answers take no more than two', async () => {
    await using server = await serve(answer);
    for (let turn = 0; turn < 100; turn += 1) {
      // The answer is there before its body has ended.
      expect(await lastValueFrom(asked(server).pipe(reliably(), text()))).toBe('Hi');
      server.endBody(turn);
      await server.released(turn);
      expect(await server.closed[turn]).toBe('ended');
    }
    // The `fetch` of Node may open a second one in the beginning.
    expect(server.sockets()).toBeLessThanOrEqual(2);
  });

  it('a body that never ends is closed within the bound, and not before', async () => {
    await using server = await serve(answer);
    expect(await lastValueFrom(asked(server).pipe(reliably(), text()))).toBe('Hi');
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(DRAIN_MS);
    expect(await server.closed[0]).toBe('cancelled');
  });

  it('its signal ends the rest of it at once', async () => {
    await using server = await serve(answer);
    const { signal, abort, listeners } = countedSignal();
    expect(await lastValueFrom(asked(server, signal).pipe(reliably(), text()))).toBe('Hi');
    expect(listeners()).toBe(1);
    abort();
    expect(await server.closed[0]).toBe('cancelled');
    expect(listeners()).toBe(0);
  });

  it('a loop that pulled it leaves its socket, too', async () => {
    await using server = await serve(answer);
    const kinds: string[] = [];
    for await (const { kind } of pullFrames(chatCompletions, server.request)) kinds.push(kind);
    expect(kinds).toEqual(['data', 'terminal']);
    server.endBody(0);
    expect(await server.closed[0]).toBe('ended');
    await server.released(0);
  });

  it.each<[string, string, (frames: Observable<Frame<object>>) => Observable<unknown>]>([
    ['who leaves before it', event({ delta: { content: 'Hi' } }), (frames) => frames.pipe(take(1))],
    ['who leaves at what came together with it', answer, (frames) => frames.pipe(take(1))],
    ['an error in place of it', `${event({ delta: { content: 'Hi' } })}data: {"error":{"message":"no"}}\n\n`, (frames) => frames],
  ])('nothing is waited for: %s', async (_, said, leave) => {
    await using server = await serve(said);
    await lastValueFrom(leave(asked(server)));
    expect(jest.getTimerCount()).toBe(0);
    expect(await server.closed[0]).toBe('cancelled');
  });
});
