import type { ReadResponse } from '../../../src/wire/reading/read-response.js';
import { isRedirect, redirectError } from '../../../src/wire/reading/redirect.js';

function response(status: number | undefined, location: string | null, more: Partial<ReadResponse> = {}): ReadResponse {
  return { ok: false, status, headers: { get: (name) => (name === 'location' ? location : null) }, ...more };
}

describe('a redirect', () => {
  it.each([
    [301, '/x', true], [302, null, true], [307, '/x', true], [308, null, true], [300, '/x', true], [300, null, false], [304, null, false], [404, '/x', false],
  ])('with status %p and location %p is one: %p', (status, location, expected) => {
    expect(isRedirect(response(status, location))).toBe(expected);
  });

  it('is one also where the browser hides it', () => {
    const opaque = response(undefined, null, { type: 'opaqueredirect' });
    expect(isRedirect(opaque)).toBe(true);
    const error = redirectError(opaque, '', []);
    expect(error).toMatchObject({ type: 'unexpected_redirect', origin: 'http', retryable: false });
    expect(error.status).toBeUndefined();
  });

  it.each([
    ['https://login.example/start?token=abc#top', undefined, 'https://login.example/start,'],
    ['/v2/chat?key=abc', 'https://api.example/v1/chat', 'https://api.example/v2/chat,'],
    ['/v2/chat?key=abc', undefined, '/v2/chat,'],
    ['https://user:pass@login.example/', '', 'https://login.example/,'],
  ])('to %s, seen from %s, names %s', (location, url, target) => {
    const error = redirectError(response(307, location, url === undefined ? {} : { url }), '', []);
    expect(error).toMatchObject({ status: 307, message: expect.stringContaining(`to ${target}`) as string });
    expect(error.message).not.toMatch(/abc|pass|top/);
    expect(error.advice).toContain('base URL');
  });
});
