import { errorLayers } from '../../../src/errors/reading/error-layers.js';
import { statedWaitMs } from '../../../src/errors/reading/stated-wait.js';
import { allocatedBytes } from '../../support/allocated-bytes.js';

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);
const waitMs = (payload: unknown): number | undefined => statedWaitMs(errorLayers(payload), NOW);

describe('statedWaitMs', () => {
  it.each<[string, unknown, number | undefined]>([
    ['seconds', { retry_after: 30 }, 30_000],
    ['seconds as text', { retry_after: '1.5' }, 1_500],
    ['seconds by another name', { retryAfterSeconds: 2 }, 2_000],
    ['milliseconds', { retry_after_ms: 250 }, 250],
    ['milliseconds before seconds', { retry_after: 9, retry_after_ms: 250 }, 250],
    ['Codex', { error: { resets_at: NOW / 1_000 + 60, resets_in_seconds: 13_872 } }, 13_872_000],
    ['Codex without the seconds', { error: { resets_at: NOW / 1_000 + 60 } }, 60_000],
    ['a moment that is over', { resets_at: NOW / 1_000 - 60 }, 0],
    ['a moment in milliseconds', { error: { metadata: { headers: { 'X-RateLimit-Reset': String(NOW + 5_000) } } } }, 5_000],
    ['a moment as a date', { reset_at: '2026-11-22T12:00:07Z' }, 7_000],
    ['a date that is none', { reset_at: '2026-99-99T12:00:07Z' }, undefined],
    ['a span', { retryDelay: '6m0s' }, 360_000],
    ['a span in milliseconds', { retryDelay: '120ms' }, 120],
    ['a span of days', { quotaResetDelay: '1d2h3m4.5s' }, 93_784_500],
    ['a Duration that is an object', { retryDelay: { seconds: '36', nanos: 500_000_000 } }, 36_500],
    ['Google\'s ErrorInfo', { error: { details: [{ reason: 'QUOTA_EXHAUSTED', metadata: { quotaResetDelay: '33740.9s', quotaResetTimeStamp: '2026-11-22T21:00:00Z' } }] } }, 33_740_900],
    ['headers of a frame', { type: 'error', error: {}, headers: { 'Retry-After': '7' } }, 7_000],
    ['the error before what wraps it', { error: { retry_after: 1 }, retry_after: 2 }, 1_000],
    ['JSON in the message', { error: { message: '{"retry_after":3}' } }, 3_000],
    ['prose', { error: { message: 'Please retry after 9 seconds' } }, undefined],
    ['nonsense', { retry_after: 'soon', retry_after_ms: NaN, resets_at: {}, retryDelay: [], reset_at: null, resets_in_seconds: true }, undefined],
    ['infinity', { retry_after: Infinity }, undefined],
    ['less than nothing', { retry_after: -5, retryDelay: { seconds: -1 } }, undefined],
    ['nothing', null, undefined],
  ])('of %s', (_name, payload, expected) => {
    expect(waitMs(payload)).toBe(expected);
  });

  it('looks at a bounded part of what a server wrote', () => {
    const payload = { details: Array.from({ length: 100_000 }, () => ({ a: 1 })), headers: Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`x${String(n)}`, 'y'.repeat(100)])) };
    // The list of the names of its headers is made, and no more.
    expect(allocatedBytes(() => waitMs(payload))).toBeLessThan(5_000_000);
  });
});
