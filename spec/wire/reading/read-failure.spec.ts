import { firstValueFrom } from 'rxjs';

import { readHttpFailure } from '../../../src/wire/reading/read-failure.js';
import { readResponse } from '../../../src/wire/reading/read-response.js';

const failureOf = (body: string | ReadableStream | null, init: ResponseInit = { status: 503 }, more: object = {}) => {
  const response = new Response(body, init);
  return firstValueFrom(readHttpFailure(readResponse({ status: response.status, headers: response.headers, body: response.body, ...more }), ['sk-secret']));
};

describe('readHttpFailure', () => {
  it('is what the body says, with the status and the headers', async () => {
    const body = JSON.stringify({ error: { type: 'rate_limit_error', message: 'Slow down, sk-secret' } });
    await expect(failureOf(body, { status: 429, headers: { 'retry-after': '2', 'request-id': 'req_1' } })).resolves.toMatchObject({
      origin: 'http', type: 'rate_limit_error', status: 429, retryAfterMs: 2_000, requestId: 'req_1', message: 'Slow down, [redacted]',
    });
  });

  it('names the address where a page or nothing comes', async () => {
    await expect(failureOf('<html><title>Not here</title>', { status: 404 }, { url: 'https://example.com/v1?key=1' })).resolves.toMatchObject({ message: 'Not here (HTTP 404 from https://example.com/v1)' });
    await expect(failureOf(null, { status: 404 }, { url: 'https://example.com/v1' })).resolves.toMatchObject({ message: 'No message (HTTP 404 from https://example.com/v1)' });
  });

  it('keeps what came before a reset', async () => {
    const pieces = ['{"error":{"message":"busy"}}'];
    const broken = new ReadableStream({ pull: (controller) => { const piece = pieces.shift(); if (piece === undefined) controller.error(new Error('reset')); else controller.enqueue(new TextEncoder().encode(piece)); } });
    await expect(failureOf(broken)).resolves.toMatchObject({ message: 'busy', status: 503, retryable: true });
  });

  it('is a redirect where the server sends its reader elsewhere', async () => {
    await expect(failureOf('', { status: 302, headers: { location: 'https://example.com/login?next=1' } })).resolves.toMatchObject({ type: 'unexpected_redirect', message: 'The server redirects to https://example.com/login, and redirects are not followed.' });
  });
});
