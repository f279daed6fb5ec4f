import { type ApiError, failAfter, failOnErrorFrame, fallBackTo, messages, reliably, retryWithBackoff, streamFrames, Upstream } from 'framewise';
import { mockGateway, type Reply } from 'framewise/testing';

import { failureOf } from './support/failure-of.js';

const overloaded: Reply = { status: 529, error: { type: 'overloaded_error', message: 'Overloaded' } };
const refused: Reply = { status: 401, error: { type: 'authentication_error', message: 'Bad key' } };
const silent: Reply = { fault: { kind: 'stall', beforeHeaders: true } };
const slowDown: Reply = { ...overloaded, headers: { 'retry-after': '30' } };
const options = { initialDelayMs: 0, logger: false } as const;

/** The error of what `run` makes of the frames, and how many requests the gateway has seen. */
async function attemptsOf(script: Reply[], run: (frames: ReturnType<typeof ask>) => Parameters<typeof failureOf>[0], signal?: AbortSignal): Promise<[attempts: number | undefined, requests: number]> {
  await using gateway = await mockGateway({ script });
  const { attempts }: ApiError = await failureOf(run(ask(gateway.baseUrl, signal)));
  return [attempts, gateway.requestCount];
}

const ask = (baseUrl: string, signal?: AbortSignal) => streamFrames(messages, { baseUrl, apiKey: 'test', body: {}, signal });

describe('attempts', () => {
  it('counts every request of reliably and of retryWithBackoff', async () => {
    expect(await attemptsOf([overloaded, overloaded, overloaded], (frames) => frames.pipe(reliably(options)))).toEqual([3, 3]);
    expect(await attemptsOf([overloaded, overloaded], (frames) => frames.pipe(failOnErrorFrame(), retryWithBackoff({ initialDelayMs: 0, maxRetries: 1 })))).toEqual([2, 2]);
  });

  it('is 1 where nothing is repeated, and the number so far where the last error is final', async () => {
    expect(await attemptsOf([refused], (frames) => frames.pipe(reliably(options)))).toEqual([1, 1]);
    expect(await attemptsOf([overloaded, refused], (frames) => frames.pipe(reliably(options)))).toEqual([2, 2]);
  });

  it('is absent where nobody counts', async () => {
    expect(await attemptsOf([overloaded], (frames) => frames.pipe(failOnErrorFrame()))).toEqual([undefined, 1]);
    expect(await attemptsOf([silent], (frames) => frames.pipe(failAfter(300)))).toEqual([undefined, 1]);
  });

  it('is told of a call that took too long', async () => {
    expect(await attemptsOf([overloaded, silent], (frames) => frames.pipe(reliably({ ...options, failAfterMs: 300 })))).toEqual([2, 2]);
  });

  it('is told of an abort that ends a wait', async () => {
    const shutdown = new AbortController();
    const onRetry = () => { shutdown.abort(); };
    expect(await attemptsOf([slowDown], (frames) => frames.pipe(reliably({ ...options, onRetry })), shutdown.signal)).toEqual([1, 1]);
  });

  it('is that of the last source behind fallBackTo', async () => {
    const chain = (frames: ReturnType<typeof ask>) =>
      frames.pipe(reliably({ ...options, maxRetries: 2 }), fallBackTo(() => frames.pipe(reliably({ ...options, maxRetries: 1 }))));
    expect(await attemptsOf([overloaded, overloaded, overloaded, overloaded, overloaded], chain)).toEqual([2, 5]);
  });

  it('is 0 where an upstream refused the call, so that nothing was sent', async () => {
    const upstream = new Upstream({ breaker: { failuresInRow: 1, openMs: 60_000 }, retryBudget: false });
    expect(await attemptsOf([overloaded], (frames) => frames.pipe(reliably({ ...options, upstream, maxRetries: 0 })))).toEqual([1, 1]);
    expect(await attemptsOf([], (frames) => frames.pipe(reliably({ ...options, upstream })))).toEqual([0, 0]);
  });
});
