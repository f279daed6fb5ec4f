import { ApiError, type ApiErrorInit } from 'framewise';
import { callerError } from 'framewise/serving';

const from = (init: Partial<ApiErrorInit>) => callerError(new ApiError({ type: 'x', origin: 'http', message: 'Upstream words.', ...init }));

describe('callerError', () => {
  it.each([400, 404, 413, 422, 503, 529])('passes a %s with its words', (status) => {
    expect(from({ status, type: 't', code: 'c', param: 'p' })).toEqual({ status, type: 't', code: 'c', param: 'p', message: 'Upstream words.' });
  });

  it('passes a rate limit with its wait', () => {
    expect(from({ status: 429, type: 'rate_limit_error', retryAfterMs: 2_000 })).toMatchObject({ status: 429, retryAfterMs: 2_000 });
  });

  it('tells how long an upstream is left alone', () => {
    expect(from({ origin: 'transport', type: 'cooling_down', retryAfterMs: 70_000 })).toMatchObject({ status: 503, retryAfterMs: 70_000 });
  });

  it.each<[Partial<ApiErrorInit>, number]>([
    [{ status: 401, type: 'authentication_error' }, 502],
    [{ status: 403, type: 'permission_error' }, 502],
    [{ status: 402, type: 'insufficient_credits' }, 503],
    [{ status: 429, type: 'insufficient_quota' }, 503],
    [{ status: 400, type: 'authentication_error' }, 502],
    [{ status: 400, type: 'invalid_request_error', code: 'invalid_api_key' }, 502],
    [{ status: 400, type: 'insufficient_credits' }, 503],
    [{ status: 500, type: 'api_error' }, 502],
    [{ origin: 'stream', type: 'authentication_error', status: 401 }, 502],
    [{ origin: 'stream', type: 'nonsense' }, 502],
    [{ origin: 'protocol', type: 'truncated_stream' }, 502],
    [{ origin: 'transport', type: 'connection_refused' }, 502],
    [{ origin: 'transport', type: 'timeout' }, 504],
    [{ origin: 'transport', type: 'aborted' }, 503],
    [{ origin: 'transport', type: 'circuit_open' }, 503],
    [{ origin: 'transport', type: 'cooling_down' }, 503],
    [{ origin: 'transport', type: 'queue_full' }, 503],
    [{ origin: 'transport', type: 'invalid_request' }, 500],
  ])('says nothing of the upstream in %j, which is a %s', (init, status) => {
    const seen = from(init);
    expect(seen.status).toBe(status);
    expect(JSON.stringify(seen)).not.toMatch(/Upstream|quota|credit|key|permission|Internal/);
  });

  it.each([new Error('secret'), 'secret', undefined, new Proxy({}, { get: () => { throw new Error('secret'); } })])('is a 500 for anything else', (error) => {
    expect(callerError(error)).toEqual({ status: 500, type: 'api_error', message: 'The server failed.' });
  });
});
