import { readRateLimits } from '../../../src/wire/reading/rate-limits.js';

const NOW = Date.parse('2026-11-25T12:00:00Z');
const read = (headers: Record<string, string>) => readRateLimits(new Headers(headers), NOW);

describe('readRateLimits', () => {
  it('reads OpenAI and those that imitate it', () => {
    expect(read({
      'x-ratelimit-limit-requests': '5000', 'x-ratelimit-remaining-requests': '4999', 'x-ratelimit-reset-requests': '12ms',
      'x-ratelimit-limit-tokens': '4000000', 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6m0s',
    })).toEqual({ requests: { limit: 5000, remaining: 4999, resetsInMs: 12 }, tokens: { limit: 4_000_000, remaining: 0, resetsInMs: 360_000 } });
  });

  it('reads Anthropic', () => {
    expect(read({
      'anthropic-ratelimit-requests-limit': '50', 'anthropic-ratelimit-requests-remaining': '49', 'anthropic-ratelimit-requests-reset': '2026-11-25T12:00:02Z',
      'anthropic-ratelimit-input-tokens-remaining': '1000', 'anthropic-ratelimit-output-tokens-limit': '8000',
    })).toEqual({ requests: { limit: 50, remaining: 49, resetsInMs: 2_000 }, inputTokens: { remaining: 1_000 }, outputTokens: { limit: 8_000 } });
  });

  it('reads Mistral, which tells no reset', () => {
    expect(read({ 'x-ratelimit-limit-req-minute': '720', 'x-ratelimit-remaining-req-minute': '717', 'x-ratelimit-remaining-tokens-minute': '4999911' }))
      .toEqual({ requests: { limit: 720, remaining: 717 }, tokens: { remaining: 4_999_911 } });
  });

  it('reads OpenRouter, whose reset is a time in milliseconds', () => {
    expect(read({ 'x-ratelimit-limit': '20', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW + 30_000) }))
      .toEqual({ requests: { limit: 20, remaining: 0, resetsInMs: 30_000 } });
  });

  it('does not believe the -1 with which Azure says that it does not know', () => {
    expect(read({ 'x-ratelimit-limit-tokens': '-1', 'x-ratelimit-remaining-tokens': '-1', 'x-ratelimit-reset-tokens': '' })).toEqual({});
  });

  it.each([
    ['2m59.56s', 179_560], ['1h', 3_600_000], ['1d2h', 93_600_000], ['120ms', 120], ['0s', 0], ['7', 7_000], ['0.5', 500],
    [String(NOW / 1_000 + 5), 5_000], [String(NOW / 1_000 - 5), 0], ['2026-11-25T11:59:00Z', 0], ['2026-11-25T12:00:01.250Z', 1_250],
  ])('reads a reset of %s', (reset, resetsInMs) => {
    expect(read({ 'x-ratelimit-reset-requests': reset })).toEqual({ requests: { resetsInMs } });
  });

  it.each(['', 'soon', '1x', '1m 2s', '-5', '1e3', 'Wed, 25 Nov 2026 12:00:00 GMT', `${'1'.repeat(60)}s`])('does not guess what %j means', (reset) => {
    expect(read({ 'x-ratelimit-reset-requests': reset })).toEqual({});
  });
});
