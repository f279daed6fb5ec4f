import { readError } from '../../../src/errors/reading/find-error.js';
import { toApiError } from '../../../src/errors/to-api-error.js';
import { advice } from '../../../src/errors/words/advice.js';
import { statusRow } from '../../../src/errors/words/status-rows.js';

describe('the statuses', () => {
  const table: [status: number, type: string, retryable: boolean, advice: string][] = [
    [400, 'invalid_request_error', false, advice.fixRequest],
    [401, 'authentication_error', false, advice.checkKey],
    [402, 'insufficient_credits', false, advice.topUp],
    [403, 'permission_error', false, advice.readBody],
    [404, 'not_found_error', false, advice.checkName],
    [405, 'unknown_error', false, advice.checkEndpoint],
    [408, 'timeout_error', true, advice.retryLater],
    [409, 'conflict_error', true, advice.resolveConflict],
    [412, 'unknown_error', false, advice.readMessage],
    [413, 'request_too_large', false, advice.shrinkBody],
    [418, 'unknown_error', false, advice.readMessage],
    [422, 'invalid_request_error', false, advice.fixRequest],
    [429, 'rate_limit_error', true, advice.slowDown],
    [498, 'overloaded_error', true, advice.retryLater],
    [499, 'unknown_error', false, advice.readMessage],
    [500, 'api_error', true, advice.retryLater],
    [501, 'api_error', false, advice.checkEndpoint],
    [502, 'api_error', true, advice.retryLater],
    [503, 'overloaded_error', true, advice.retryLater],
    [504, 'api_error', true, advice.retryLater],
    [505, 'api_error', false, advice.checkEndpoint],
    [524, 'api_error', true, advice.retryLater],
    [529, 'overloaded_error', true, advice.retryLater],
    [599, 'api_error', true, advice.retryLater],
  ];

  it.each(table)('HTTP %d without a word is %s, retryable %s', (status, type, retryable, sentence) => {
    const error = toApiError(readError({ message: 'it failed' }), { origin: 'http', raw: null, status });
    expect(error).toMatchObject({ type, status, retryable, advice: sentence });
  });

  it.each(table)('an error frame that states %d is %s, retryable %s', (status, type, retryable, sentence) => {
    const error = toApiError(readError({ error: { code: status, message: 'it failed' } }), { origin: 'stream', raw: null });
    expect(error).toMatchObject({ type, status, retryable, advice: sentence, code: String(status) });
  });

  it.each([0, 100, 200, 302, 600, 999, -1, NaN])('%d is nothing to retry', (status) => {
    expect(statusRow(status)).toMatchObject({ type: 'unknown_error', retryable: false });
  });
});
