import { cancelAnswer, messages, responses } from 'framewise';

const request = { baseUrl: 'https://api.example/v1?v=1', apiKey: 'sk-secret-123456' };

describe('cancelAnswer', () => {
  it('asks the server to stop, with the key, and without a body', async () => {
    const calls: unknown[] = [];
    await cancelAnswer(responses, { ...request, fetch: (url, { method, headers, body }) => {
      calls.push([method, url, headers['authorization'], body]);
      return Promise.resolve(new Response('{"id":"r/1","status":"cancelled"}'));
    } }, 'r/1');
    expect(calls).toEqual([['POST', 'https://api.example/v1/responses/r%2F1/cancel?v=1', 'Bearer sk-secret-123456', undefined]]);
  });

  it('rejects with what the server says', async () => {
    const fetch = (): Promise<Response> => Promise.resolve(new Response('{"error":{"message":"no such response"}}', { status: 404 }));
    await expect(cancelAnswer(responses, { ...request, fetch }, 'r')).rejects.toMatchObject({ status: 404, message: 'no such response' });
  });

  it('is left at once by a signal', async () => {
    const controller = new AbortController();
    const cancelled = cancelAnswer(responses, { ...request, signal: controller.signal, fetch: () => new Promise(() => undefined) }, 'r');
    controller.abort();
    await expect(cancelled).rejects.toMatchObject({ type: 'aborted' });
  });

  it.each([[messages, 'm'], [responses, '..'], [responses, '']] as const)('refuses what has none (%#)', async (protocol, id) => {
    await expect(cancelAnswer(protocol, request, id)).rejects.toMatchObject({ type: 'invalid_request' });
  });
});
