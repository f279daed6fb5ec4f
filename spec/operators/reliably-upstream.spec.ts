import { concat, defer, NEVER, of, throwError } from 'rxjs';

import type { ApiError } from '../../src/errors/api-error.js';
import type { Frame } from '../../src/frame.js';
import { reliably } from '../../src/operators/reliably.js';
import { Upstream } from '../../src/upstream/upstream.js';
import { apiError, errorFrame, type Payload, preamble, terminal, words } from './frames.js';
import { marbles } from './marbles.js';

const overloaded = apiError({ status: 529 });
const values: Record<string, Frame<Payload>> = { p: preamble, d: words('a'), t: terminal, e: errorFrame(overloaded) };
const fast = { initialDelayMs: 3, jitter: 'none' } as const;

function quiet(): { lines: string[]; logger: { warn(line: unknown): void; error(line: unknown): void } } {
  const lines: string[] = [];
  return { lines, logger: { warn: (line) => lines.push(String(line)), error: (line) => lines.push(String(line)) } };
}

describe('reliably with an upstream', () => {
  it('asks the budget before each retry, and lets the last error go on unchanged where it is used up', () => {
    marbles(({ cold, expectObservable, flush }) => {
      const { lines, logger } = quiet();
      const upstream = new Upstream({ retryBudget: { ratio: 0, reserve: 1 } });
      const source = cold('pe', values);
      expectObservable(source.pipe(reliably({ ...fast, logger, upstream }))).toBe('p---p#', values, overloaded);
      flush();
      expect(source.subscriptions).toHaveLength(2);
      expect(lines).toContain('framewise: No retry: too many calls to this upstream fail, and its retry budget is used up.');
      expect(upstream.state).toMatchObject({ active: 0, retriesLeft: 0, retriesRefused: 1 });
    });
  });

  it('pays in for each call, once for all its attempts', () => {
    const upstream = new Upstream({ retryBudget: { ratio: 1, reserve: 2 } });
    upstream.takeRetry();
    upstream.takeRetry();
    for (let call = 0; call < 2; call += 1) of(values['d'] as Frame<Payload>, terminal).pipe(reliably({ upstream, logger: quiet().logger })).subscribe();
    expect(upstream.state.retriesLeft).toBe(2);
  });

  it('does not retry what the upstream has refused, so that a fallback begins at once', () => {
    const upstream = new Upstream({ breaker: { failuresInRow: 1 } });
    let asked = 0;
    const source = defer(() => {
      asked += 1;
      return throwError(() => overloaded);
    });
    const errors: ApiError[] = [];
    const call = (): void => void source.pipe(reliably({ maxRetries: 0, upstream, logger: quiet().logger })).subscribe({ error: (error: ApiError) => errors.push(error) });
    call();
    call();
    expect(errors.map(({ type, retryable }) => [type, retryable])).toEqual([['overloaded_error', true], ['circuit_open', true]]);
    expect(errors[1]?.advice).toMatch(/^Nothing was sent/);
    expect(asked).toBe(1);
    expect(upstream.state.retriesRefused).toBe(0);
  });

  it('starts the clock of failOnStall when the request goes, and not while it waits', () => {
    marbles(({ cold, expectObservable }) => {
      const upstream = new Upstream({ maxConcurrent: 1 });
      const { logger } = quiet();
      const held = cold('100ms (dt|)', values).pipe(reliably({ logger, upstream }));
      const waiting = cold('5ms (dt|)', values).pipe(reliably({ logger, upstream, firstFrameMs: 10 }));
      expectObservable(held).toBe('100ms (dt|)', values);
      expectObservable(waiting).toBe('105ms (dt|)', values);
    });
  });

  it('counts a hang that failAfter ended before output as a failure of the upstream', () => {
    marbles(({ cold, expectObservable, flush }) => {
      const upstream = new Upstream({ breaker: { failuresInRow: 1 } });
      const timeout = apiError({ type: 'timeout', origin: 'transport', message: 'The answer was not whole within 10 ms (failAfterMs).' });
      expectObservable(cold('p', values).pipe(reliably({ logger: quiet().logger, upstream, failAfterMs: 10 }))).toBe('p 9ms #', values, timeout);
      flush();
      expect(upstream.state).toMatchObject({ circuit: 'open', active: 0 });
    });
  });

  it('gives back its place where the consumer leaves', () => {
    const upstream = new Upstream({ maxConcurrent: 1 });
    const leave = concat([preamble], NEVER).pipe(reliably({ upstream, logger: quiet().logger })).subscribe();
    const waiting = concat([preamble], NEVER).pipe(reliably({ upstream, logger: quiet().logger })).subscribe();
    expect(upstream.state).toMatchObject({ active: 1, queued: 1 });
    leave.unsubscribe();
    expect(upstream.state).toMatchObject({ active: 1, queued: 0 });
    waiting.unsubscribe();
    expect(upstream.state).toMatchObject({ active: 0, queued: 0 });
  });
});
