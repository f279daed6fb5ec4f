import { ApiError, messages, reliably, type ResponseInfo, streamFrames, text, Upstream } from 'framewise';
import { mockGateway } from 'framewise/testing';
import { lastValueFrom, toArray } from 'rxjs';

const quiet = { warn: () => undefined, error: () => undefined };
const body = { model: 'any', max_tokens: 10, messages: [] };

describe('onResponse', () => {
  it('is called for each attempt, for a failure and for a good answer, with what the headers tell', async () => {
    const limits = { 'anthropic-ratelimit-requests-limit': '50', 'anthropic-ratelimit-requests-remaining': '49', 'request-id': 'req_1' };
    const gateway = await mockGateway({ script: [{ status: 529, error: { type: 'overloaded_error', message: 'Overloaded' } }, { text: 'Hi', headers: limits }] });
    const seen: ResponseInfo[] = [];
    const source = streamFrames(messages, { baseUrl: gateway.baseUrl, apiKey: 'test', body }, { label: 'greeting', onResponse: (info) => seen.push(info) });
    await lastValueFrom(source.pipe(reliably({ initialDelayMs: 0, logger: quiet }), text(), toArray()));
    await gateway.close();

    expect(seen.map(({ status, label }) => [status, label])).toEqual([[529, 'greeting'], [200, 'greeting']]);
    expect(seen[1]).toMatchObject({ requestId: 'req_1', rateLimits: { requests: { limit: 50, remaining: 49 } } });
    expect(seen[1]?.headers.get('Content-Type')).toMatch(/event-stream/);
  });

  it('fails the stream with what it throws, and the connection is let go', async () => {
    const gateway = await mockGateway({ script: [{ text: 'Hi', fault: { kind: 'stall', atEvent: 1 } }] });
    const thrown = new Error('a bug of ours');
    const source = streamFrames(messages, { baseUrl: gateway.baseUrl, apiKey: 'test', body }, { onResponse: () => { throw thrown; } });
    await expect(lastValueFrom(source)).rejects.toBe(thrown);
    await gateway.close();
  });

  it('feeds an upstream, which holds what would be refused', async () => {
    const headers = { 'x-ratelimit-limit-requests': '5', 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '30s' };
    const gateway = await mockGateway({ script: [{ text: 'Hi', headers }] });
    const upstream = new Upstream({ coolDown: { maxHoldMs: 1_000 } });
    const call = () => lastValueFrom(streamFrames(messages, { baseUrl: gateway.baseUrl, apiKey: 'test', body }, { onResponse: upstream.onResponse })
      .pipe(reliably({ upstream, logger: quiet }), text(), toArray()));
    await expect(call()).resolves.toEqual(['Hi']);
    const refused: unknown = await call().catch((error: unknown) => error);
    expect(ApiError.is(refused) && refused.type).toBe('cooling_down');
    expect(gateway.requests).toHaveLength(1);
    await gateway.close();
  });
});
