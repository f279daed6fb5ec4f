import { type RetryPolicy, retryPolicy } from '../../../src/operators/retry/retry-policy.js';
import { apiError } from '../frames.js';

const policy = (options: Parameters<typeof retryPolicy>[0] = {}): RetryPolicy<unknown> => retryPolicy({ jitter: 'none', ...options });
const noRetry = undefined;

describe('retryPolicy', () => {
  it('waits longer before each attempt, and gives up after the last', () => {
    const { delayBefore } = policy();
    expect([2, 3, 4].map((attempt) => delayBefore(attempt, apiError(), false))).toEqual([500, 1_000, noRetry]);
  });

  it('repeats nothing after a commit, unless a restart was asked for', () => {
    expect(policy().delayBefore(2, apiError(), true)).toBe(noRetry);
    expect(policy({ afterOutput: 'restart' }).delayBefore(2, apiError(), true)).toBe(500);
  });

  it.each([
    ['an error that is final', apiError({ type: 'invalid_api_key' })],
    ['a stranger', new Error('bug')],
    ['an abort', apiError({ type: 'aborted', origin: 'transport', retryable: true })],
    ['a refusal of an upstream', apiError({ type: 'circuit_open', origin: 'transport' })],
  ])('does not repeat after %s', (_, error) => {
    expect(policy().delayBefore(2, error, false)).toBe(noRetry);
  });

  it('lets `isRetryable` decide, but never repeats after an abort', () => {
    const { delayBefore } = policy({ isRetryable: () => true });
    expect(delayBefore(2, new Error('bug'), false)).toBe(500);
    expect(delayBefore(2, apiError({ type: 'aborted', origin: 'transport' }), false)).toBe(noRetry);
  });

  it('waits as long as the server asks, up to a bound', () => {
    const { delayBefore } = policy();
    expect(delayBefore(2, apiError({ retryAfterMs: 3_000 }), false)).toBe(3_000);
    expect(delayBefore(2, apiError({ retryAfterMs: 100 }), false)).toBe(500);
    expect(delayBefore(2, apiError({ retryAfterMs: 60_001 }), false)).toBe(noRetry);
  });

  it('asks the upstream last, so that no retry is paid for and not made', () => {
    let taken = 0;
    const { delayBefore } = policy({ maxRetries: 1, upstream: { addCall: () => undefined, takeRetry: () => { taken += 1; return false; } } });
    expect(delayBefore(3, apiError(), false)).toBe(noRetry);
    expect(delayBefore(2, apiError({ retryAfterMs: 90_000 }), false)).toBe(noRetry);
    expect(taken).toBe(0);
    expect(delayBefore(2, apiError(), false)).toBe(noRetry);
    expect(taken).toBe(1);
  });

  it.each([
    [{ maxRetries: Infinity }, RangeError, 'maxRetries must be a whole number, not Infinity: retries are bounded.'],
    [{ factor: 0.5 }, RangeError, 'factor must be at least 1, not 0.5.'],
    [{ jitter: 'some' as 'full' }, TypeError, 'jitter must be one of full, equal, none, not some.'],
  ])('refuses %j', (options, type, message) => {
    expect(() => policy(options)).toThrow(new type(message));
  });
});
