import { type ApiError, failOnErrorFrame, failOnStall, messages, streamFrames, untilTerminal } from 'framewise';
import { concat, defer, from, lastValueFrom, NEVER, Observable, Subject, takeUntil, tap, throwError } from 'rxjs';

import type { GoodFrame } from '../../src/frame.js';
import { Upstream } from '../../src/upstream/upstream.js';
import type { UpstreamState } from '../../src/upstream/upstream-options.js';
import { apiError, type Payload, preamble, terminal, words } from '../operators/frames.js';
import { marbles } from '../operators/marbles.js';

type Good = GoodFrame<Payload>;
const values = { p: preamble, d: words('a'), t: terminal };
const limited = (retryAfterMs: number) => apiError({ type: 'rate_limit_error', origin: 'http', status: 429, message: 'Slow down', retryAfterMs });
const overloaded = apiError({ type: 'overloaded_error', origin: 'http', status: 529 });
const refused = (type: string, message: RegExp | string, waitMs?: number) => ({ type, origin: 'transport', retryable: true, ...(waitMs !== undefined && { retryAfterMs: waitMs }), message: expect.stringMatching(message) as unknown });

/** Subscribes and tells what came: the words of frames, or the error. */
function run(upstream: Upstream, source: Observable<Good>, timedOut?: Observable<unknown>): { error?: unknown; ended: boolean; leave: () => void } {
  const outcome: { error?: unknown; ended: boolean; leave: () => void } = { ended: false, leave: () => undefined };
  const subscription = source.pipe(upstream.admit(timedOut)).subscribe({
    error: (error: unknown) => Object.assign(outcome, { error, ended: true }),
    complete: () => { outcome.ended = true; },
  });
  outcome.leave = () => { subscription.unsubscribe(); };
  return outcome;
}

const fail = (upstream: Upstream, error: Error = overloaded): void => void run(upstream, throwError(() => error));

describe('Upstream', () => {
  it('passes frames on, and holds a place for as long as the stream is open', () => {
    const upstream = new Upstream();
    const open = run(upstream, concat([preamble], NEVER));
    expect(upstream.state).toMatchObject({ circuit: 'closed', active: 1, queued: 0, coolDownMs: 0, retriesLeft: 10, retriesRefused: 0 });
    open.leave();
    expect(upstream.state.active).toBe(0);
  });

  it('lets a request that is aborted leave the line at once, and never sends it', () => {
    const upstream = new Upstream({ maxConcurrent: 1 });
    const sent: string[] = [];
    const ask = (label: string, signal?: AbortSignal) => streamFrames(messages, () => {
      sent.push(label);
      return new Promise<Response>(() => undefined);
    }, { signal }).pipe(failOnErrorFrame(), untilTerminal(), failOnStall(), tap());
    const first = ask('first').pipe(upstream.admit()).subscribe();
    const [controller, already] = [new AbortController(), AbortSignal.abort()];
    const errors: unknown[] = [];
    for (const signal of [controller.signal, already]) ask('second', signal).pipe(upstream.admit()).subscribe({ error: (error) => errors.push(error) });
    expect(upstream.state.queued).toBe(1);
    controller.abort();
    expect(upstream.state).toMatchObject({ active: 1, queued: 0 });
    expect(errors).toMatchObject([{ type: 'aborted' }, { type: 'aborted' }]);
    first.unsubscribe();
    expect(upstream.state.active).toBe(0);
    expect(sent.every((label) => label === 'first')).toBe(true);
  });

  it('knows whose response tells a limit, and what may have been sent behind it', async () => {
    const upstream = new Upstream();
    const answers: ((response: Response) => void)[] = [];
    const ask = () => streamFrames(messages, () => new Promise<Response>((resolve) => answers.push(resolve)), { onResponse: upstream.onResponse })
      .pipe(failOnErrorFrame(), upstream.admit()).subscribe({ error: () => undefined });
    const tell = async (request: number, remaining: number): Promise<void> => {
      const headers = { 'content-type': 'text/event-stream', 'x-ratelimit-limit-requests': '9', 'x-ratelimit-remaining-requests': String(remaining), 'x-ratelimit-reset-requests': '9s' };
      answers[request]?.(new Response(new ReadableStream(), { headers }));
      await new Promise(setImmediate);
    };
    const streams = [ask(), ask(), ask()];
    await tell(2, 6);
    // Two others may have been counted behind it, and this is older news of the same window.
    await tell(0, 8);
    for (let request = 0; request < 4; request += 1) streams.push(ask());
    const [sent, state] = [answers.length, upstream.state];
    streams.push(ask());
    const [sentThen, stateThen] = [answers.length, upstream.state];
    for (const stream of streams) stream.unsubscribe();
    expect([sent, state.queued, sentThen, stateThen.queued]).toEqual([7, 0, 7, 1]);
  });

  describe('the first burst', () => {
    const ask = (upstream: Upstream, open: () => Promise<Response>): Promise<unknown> => lastValueFrom(streamFrames(messages, open).pipe(failOnErrorFrame(), untilTerminal(), upstream.admit())).catch((error: unknown) => error);

    it('finds out that an upstream is dead before all of it is sent; the others are told', async () => {
      const upstream = new Upstream();
      let asked = 0;
      const outcomes = await Promise.all(Array.from({ length: 200 }, () => ask(upstream, () => {
        asked += 1;
        return Promise.resolve(new Response('{"error":{"message":"down"}}', { status: 503 }));
      })));
      expect(asked).toBeLessThanOrEqual(60);
      expect(outcomes.filter((error) => (error as ApiError).type === 'circuit_open')).toHaveLength(200 - asked);
      expect(upstream.state).toMatchObject({ active: 0, queued: 0 });
    });

    it.each([
      [{}, 20, 4],
      [{ maxQueued: 4 }, 20, 4],
      [{ maxQueued: 3 }, 24, 0],
      [{ maxQueued: 0 }, 24, 0],
      [{ coolDown: false as const }, 24, 0],
      [{ maxConcurrent: 24 }, 24, 0],
    ])('of an upstream with %j: of 24 requests go %d, and %d wait', async (options, active, queued) => {
      const upstream = new Upstream(options);
      const leaves = new Subject<void>();
      const open = Array.from({ length: 24 }, () => streamFrames(messages, () => new Promise<Response>(() => undefined)).pipe(failOnErrorFrame(), upstream.admit(), takeUntil(leaves)));
      const all = open.map((stream) => lastValueFrom(stream, { defaultValue: 'left' }));
      expect(upstream.state).toMatchObject({ active, queued, coolDownMs: 0 });
      leaves.next();
      expect(upstream.state).toMatchObject({ active: 0, queued: 0 });
      expect(await Promise.all(all)).toEqual(all.map(() => 'left'));
    });
  });

  describe('places', () => {
    it('are given first come, first served', () => {
      const upstream = new Upstream({ maxConcurrent: 2 });
      const went: number[] = [];
      const streams = Array.from({ length: 5 }, (_, at) => {
        const frames = new Subject<Good>();
        run(upstream, defer(() => { went.push(at); return frames; }));
        return frames;
      });
      expect(went).toEqual([0, 1]);
      expect(upstream.state).toMatchObject({ active: 2, queued: 3 });
      streams[1]?.complete();
      streams[0]?.error(overloaded);
      expect(went).toEqual([0, 1, 2, 3]);
    });

    it('are not asked for by those who have left', () => {
      const upstream = new Upstream({ maxConcurrent: 1 });
      const first = run(upstream, NEVER);
      const second = run(upstream, throwError(() => new Error('asked')));
      second.leave();
      expect(upstream.state.queued).toBe(0);
      first.leave();
      expect(upstream.state.active).toBe(0);
      expect(second.ended).toBe(false);
    });

    it('are given back by a stream that ends while it begins', () => {
      const upstream = new Upstream({ maxConcurrent: 1 });
      run(upstream, from<Good[]>([words('a'), terminal]));
      fail(upstream);
      expect(upstream.state).toMatchObject({ active: 0, queued: 0 });
    });

    it('are waited for by so many, and no more', () => {
      const upstream = new Upstream({ maxConcurrent: 1, maxQueued: 1 });
      run(upstream, NEVER);
      run(upstream, NEVER);
      expect(run(upstream, NEVER).error).toMatchObject(refused('queue_full', /wait/));
    });
  });

  describe('the circuit', () => {
    const dead = (): Upstream => {
      const upstream = new Upstream({ breaker: { failuresInRow: 2, openMs: 100 } });
      fail(upstream);
      fail(upstream);
      return upstream;
    };

    it('refuses at once, having sent nothing, when too many failed', () => {
      const upstream = dead();
      let asked = 0;
      const outcome = run(upstream, defer(() => { asked += 1; return NEVER; }));
      expect(asked).toBe(0);
      expect(outcome.error).toMatchObject(refused('circuit_open', /too often/));
    });

    it('lets all through while half of many requests that were sent together fail, and sooner than the others answer', () => {
      const upstream = new Upstream();
      const burst = (failing: (at: number) => boolean): void => {
        const sent = Array.from({ length: 200 }, () => new Subject<Good>());
        for (const frames of sent) run(upstream, frames);
        for (const [at, frames] of sent.entries()) if (failing(at)) frames.error(overloaded);
        for (const frames of sent) frames.next(words('a'));
      };
      for (let times = 0; times < 3; times += 1) {
        burst((at) => at % 2 === 0);
        expect(upstream.state.circuit).toBe('closed');
      }
      burst(() => true);
      expect(upstream.state.circuit).toBe('open');
    });

    it('tells those who wait in the line', () => {
      const upstream = new Upstream({ maxConcurrent: 1, breaker: { failuresInRow: 1 } });
      const frames = new Subject<Good>();
      run(upstream, frames);
      const waiting = run(upstream, NEVER);
      frames.error(overloaded);
      expect(waiting.error).toMatchObject(refused('circuit_open', /too often/));
      expect(upstream.state).toMatchObject({ active: 0, queued: 0 });
    });

    it('closes at the first output of a probe, and not at its preamble', () => {
      marbles(({ cold, expectObservable, flush }) => {
        const upstream = dead();
        const probe = concat(cold<Good>('100ms |'), cold<Good>('p--d--(t|)', values).pipe(upstream.admit()));
        const states: string[] = [];
        upstream.state$.subscribe(({ circuit }) => { if (states.at(-1) !== circuit) states.push(circuit); });
        expectObservable(probe).toBe('100ms p--d--(t|)', values);
        flush();
        expect(states).toEqual(['open', 'half-open', 'closed']);
      });
    });

    it.each([
      ['a reset connection', apiError({ type: 'connection_reset', origin: 'transport' }), 'open'],
      ['a stream cut short', apiError({ type: 'truncated_stream', origin: 'protocol' }), 'open'],
      ['an overload in the stream', apiError({ type: 'overloaded_error', origin: 'stream', status: 529 }), 'open'],
      ['501', apiError({ type: 'api_error', origin: 'http', status: 501 }), 'closed'],
      ['400', apiError({ type: 'invalid_request_error', origin: 'http', status: 400 }), 'closed'],
      ['429', limited(0), 'closed'],
      ['an abort', apiError({ type: 'aborted', origin: 'transport' }), 'closed'],
      ['a web page', apiError({ type: 'unexpected_content', origin: 'protocol' }), 'closed'],
      ['a bug', new Error('a bug'), 'closed'],
    ])('counts %s: %s', (_name, error, circuit) => {
      const upstream = new Upstream({ breaker: { failuresInRow: 1 } });
      fail(upstream, error);
      expect(upstream.state.circuit).toBe(circuit);
    });

    it('counts a hang that somebody else ended, but nobody who left', () => {
      const upstream = new Upstream({ breaker: { failuresInRow: 1 } });
      run(upstream, NEVER).leave();
      expect(upstream.state.circuit).toBe('closed');
      const timedOut = new Subject<void>();
      const hanging = run(upstream, concat([preamble], NEVER), timedOut);
      timedOut.next();
      hanging.leave();
      expect(upstream.state.circuit).toBe('open');
    });

    it('does not count what comes after output', () => {
      const upstream = new Upstream({ breaker: { failuresInRow: 1 } });
      run(upstream, concat([words('a')], throwError(() => overloaded)));
      expect(upstream.state.circuit).toBe('closed');
    });
  });

  describe('the cool-down', () => {
    it('holds everybody after a 429 that states a wait, and lets them go one by one, not faster than is known to be good', () => {
      marbles(({ expectObservable, cold }) => {
        const upstream = new Upstream();
        fail(upstream, limited(100));
        const went = new Observable<string>((subscriber) => {
          const wait = (name: string): Observable<Good> => defer(() => { subscriber.next(name); return cold<Good>('(t|)', values); });
          for (const name of ['a', 'b', 'c']) wait(name).pipe(upstream.admit()).subscribe();
        });
        expectObservable(went, '^ 300ms !').toBe('100ms a 99ms b 99ms c');
      });
    });

    it('lets one go first after five 429s that state none, a second later, and the others when it was answered', () => {
      marbles(({ expectObservable, cold }) => {
        const upstream = new Upstream();
        for (let count = 0; count < 5; count += 1) fail(upstream, limited(0));
        const went = new Observable<string>((subscriber) => {
          const wait = (name: string): Observable<Good> => defer(() => { subscriber.next(name); return cold<Good>('300ms (t|)', values); });
          for (const name of ['a', 'b']) wait(name).pipe(upstream.admit()).subscribe();
        });
        expectObservable(went, '^ 1900ms !').toBe('1000ms a 299ms b');
      });
    });

    it('lets the others go when the first one behind it is answered, also where its headers came before', () => {
      marbles(({ expectObservable, cold }) => {
        const upstream = new Upstream();
        fail(upstream, limited(50));
        const went = new Observable<string>((subscriber) => {
          const answered = (name: string): Observable<Good> => defer(() => {
            subscriber.next(name);
            upstream.onResponse({ rateLimits: {} });
            return cold<Good>('75ms p', values);
          });
          for (const name of ['a', 'b', 'c']) answered(name).pipe(upstream.admit()).subscribe();
        });
        expectObservable(went, '^ 900ms !').toBe('50ms a 99ms b 99ms c');
      });
    });

    it('fails at once beyond maxHoldMs, also those who wait already', () => {
      const upstream = new Upstream({ coolDown: { maxHoldMs: 1_000 }, maxConcurrent: 1 });
      const limit = new Subject<Good>();
      run(upstream, limit);
      const waiting = run(upstream, NEVER);
      limit.error(limited(5_000));
      expect(waiting.error).toMatchObject(refused('cooling_down', /longer than/));
      expect(run(upstream, NEVER).error).toMatchObject(refused('cooling_down', /longer than/));
    });

    it.each([
      ['a used-up quota', apiError({ type: 'insufficient_quota', origin: 'http', status: 429, retryAfterMs: 500 })],
      ['a 503 that states a wait', apiError({ type: 'overloaded_error', origin: 'http', status: 503, retryAfterMs: 500 })],
      ['a 429 without a wait', limited(0)],
    ])('does not begin after %s', (_name, error) => {
      const upstream = new Upstream();
      fail(upstream, error);
      expect(upstream.state.coolDownMs).toBe(0);
    });

    it('begins where the headers say that nothing is left', () => {
      const upstream = new Upstream();
      const { onResponse } = upstream;
      onResponse({ rateLimits: { requests: { limit: 5, remaining: 0, resetsInMs: 10_000 } } });
      expect(upstream.state.coolDownMs).toBeGreaterThan(9_000);
      expect(upstream.state.rateLimits).toEqual({ requests: { limit: 5, remaining: 0, resetsInMs: 10_000 } });
      const waiting = run(upstream, NEVER);
      expect(upstream.state.queued).toBe(1);
      waiting.leave();
    });

    it('is shared by a store', () => {
      const told: number[] = [];
      const holds$ = new Subject<number>();
      const upstream = new Upstream({ store: { hold: (ms) => { told.push(ms); return Promise.reject(new Error('no connection')); }, holds$ } });
      fail(upstream, limited(2_000));
      expect(told).toEqual([2_000]);
      holds$.next(9_000);
      expect(upstream.state.coolDownMs).toBeGreaterThan(8_000);
      expect(told).toEqual([2_000]); // what others told is not told again
      upstream.close();
      expect(holds$.observed).toBe(false);
    });

    it('can be turned off', () => {
      const upstream = new Upstream({ coolDown: false });
      fail(upstream, limited(5_000));
      upstream.onResponse({ rateLimits: { requests: { limit: 5, remaining: 0, resetsInMs: 10_000 } } });
      expect(upstream.state.coolDownMs).toBe(0);
    });
  });

  it('tells its state at once and after each change', () => {
    const upstream = new Upstream({ retryBudget: { reserve: 1 } });
    const states: UpstreamState[] = [];
    const subscription = upstream.state$.subscribe((state) => states.push(state));
    const open = run(upstream, NEVER);
    upstream.takeRetry();
    upstream.takeRetry();
    open.leave();
    expect(states.map(({ active, retriesLeft, retriesRefused }) => [active, retriesLeft, retriesRefused])).toEqual([[0, 1, 0], [1, 1, 0], [1, 0, 0], [1, 0, 1], [0, 0, 1]]);
    subscription.unsubscribe();
  });

  it.each([
    [{ maxConcurrent: 0 }, /maxConcurrent/],
    [{ maxQueued: -1 }, /maxQueued/],
    [{ breaker: { failuresInRow: 0 } }, /failuresInRow/],
    [{ breaker: { openMs: NaN } }, /openMs/],
    [{ coolDown: { maxHoldMs: -1 } }, /maxHoldMs/],
    [{ retryBudget: { ratio: -0.1 } }, /ratio/],
  ])('refuses %j where it is made', (options, message) => {
    expect(() => new Upstream(options)).toThrow(message);
  });
});
