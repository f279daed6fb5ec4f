import { familyRow } from '../../../src/errors/words/word-families.js';
import { wordRow } from '../../../src/errors/words/word-row.js';

describe('a word that no table lists', () => {
  it.each(['monthly_limit_exceeded', 'WeeklyLimitReached', 'usage_limit_exceeded', 'out_of_credits', 'credit_balance_too_low', 'billing_hard_limit_reached', 'insufficient_funds', 'token_quota_reached', 'daily_token_limit'])(
    'is about a used-up quota: %s',
    (word) => {
      expect(wordRow(word, 'http')).toMatchObject({ retryable: false, isQuota: true });
    },
  );

  it.each(['rate_limit', 'RateLimitedError', 'throttled', 'TPM_limit_exceeded', 'concurrency_limit', 'model_overloaded', 'over_capacity', 'queue_full', 'upstream_timeout', 'APIConnectionError'])('is about the server: %s', (word) => {
    expect(wordRow(word, 'stream')).toMatchObject({ retryable: true });
  });

  it.each(['weird', 'load_balancer_misconfigured', 'context_limit', 'limit', 'credentials_missing', 'timeout_setting_invalid'])('is of no family: %s', (word) => {
    expect(wordRow(word, 'http')).toBeUndefined();
  });

  it('comes after what a table lists, and before a dot lists', () => {
    expect(wordRow('Throttling.AllocationQuota', 'http')).toMatchObject({ retryable: true });
    expect(familyRow('throttlingallocationquota')).toMatchObject({ retryable: false });
  });

  it('is looked up for what came over the wire alone', () => {
    expect(wordRow('rate_limit', 'transport')).toBeUndefined();
  });
});
