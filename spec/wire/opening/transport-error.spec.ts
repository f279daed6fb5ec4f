import { inspect } from 'node:util';

import { toTransportError } from '../../../src/wire/opening/transport-error.js';

const coded = (code: string, message = 'from the socket'): Error => Object.assign(new Error(message), { code });
const fetchFailed = (cause?: unknown): Error => new TypeError('fetch failed', { cause });

describe('a failed transport', () => {
  it.each([
    ['ECONNREFUSED', 'connection_refused', true],
    ['ECONNRESET', 'connection_reset', true],
    ['EHOSTUNREACH', 'connection_failed', true],
    ['UND_ERR_SOCKET', 'connection_closed', true],
    ['ENOTFOUND', 'host_not_found', false],
    ['EAI_AGAIN', 'host_not_found', true],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', true],
    ['HPE_INVALID_CONSTANT', 'connection_failed', true],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'connection_failed', false],
    ['ConnectionRefused', 'connection_refused', true],
    ['Z_DATA_ERROR', 'decoding_failed', true],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'untrusted_certificate', false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'untrusted_certificate', false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'untrusted_certificate', false],
    ['CERT_HAS_EXPIRED', 'untrusted_certificate', false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'untrusted_certificate', false],
  ])('with the code %s is %s', (code, type, retryable) => {
    for (const error of [coded(code), fetchFailed(coded(code)), fetchFailed(new Error('wrapped', { cause: coded(code) }))]) {
      expect(toTransportError(error, { phase: 'open' })).toMatchObject({ type, retryable, code, origin: 'transport' });
    }
  });

  it.each([
    ['fetch of Node', fetchFailed(new Error('redirect count exceeded'))],
    ['Chromium', new TypeError('Failed to fetch')],
    ['Firefox', new TypeError('NetworkError when attempting to fetch resource.')],
    ['Safari', new TypeError('Load failed')],
    ['React Native', new TypeError('Network request failed')],
    ['Deno', new TypeError('error sending request for url (http://localhost/)')],
    ['XMLHttpRequest', new DOMException('A network error occurred.', 'NetworkError')],
    ['another realm', { name: 'TypeError', message: 'Failed to fetch' }],
  ])('of %s is one of the network also without a code', (_, error) => {
    expect(toTransportError(error, { phase: 'open' })).toMatchObject({ type: 'connection_failed', retryable: true });
  });

  it('of the own fetch is one of the network in whatever words', () => {
    const error = new TypeError('Die Netzwerkverbindung wurde unterbrochen.');
    expect(toTransportError(error, { phase: 'open', isOwnFetch: true })).toMatchObject({ type: 'connection_failed', retryable: true });
  });

  it.each([
    ['a mistake', new TypeError("Cannot read properties of undefined (reading 'token')"), 'Cannot read properties'],
    ['a missing function', new TypeError('fetch is not a function'), 'fetch is not a function'],
    ['an error of its own', new RangeError('No session'), 'No session'],
    ['an error with a code of its own', coded('E_NO_SESSION', 'No session'), 'No session'],
    ['an error of the file system', coded('ENOENT', 'no such file: token.txt'), 'no such file'],
    ['a URL that is none', Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' }), 'Invalid URL'],
    ['a text', 'log in first', 'log in first'],
    ['nothing', undefined, 'it does not say why'],
    ['an object', {}, 'it does not say why'],
  ])('that is %s of the function which opens the response is final, in its words', (_, thrown, words) => {
    const error = toTransportError(thrown, { phase: 'open' });
    expect(error).toMatchObject({ type: 'invalid_request', origin: 'transport', retryable: false, message: expect.stringContaining(words) as string });
    expect(error.advice).toContain('function that opens the response');
  });

  it('shows no secret in those words', () => {
    const error = toTransportError(new Error('refused: key-0123456789, Bearer other-key'), { phase: 'open', secrets: ['key-0123456789'] });
    expect(inspect(error, { depth: Infinity })).not.toMatch(/key-0123456789|other-key/);
    expect(error.message).toContain('refused: [redacted]');
  });

  it('is a failed connection where a proxy refuses, in the words of the proxy', () => {
    const refused = Object.assign(new Error('Proxy response (407) !== 200 when HTTP Tunneling'), { name: 'AbortError', code: 'UND_ERR_ABORTED' });
    expect(toTransportError(fetchFailed(refused), { phase: 'open' })).toMatchObject({
      type: 'connection_failed', code: 'UND_ERR_ABORTED', retryable: true, message: expect.stringContaining('Proxy response (407)') as string,
    });
    expect(toTransportError(refused, { phase: 'open' })).toMatchObject({ type: 'aborted', retryable: false });
  });

  it('gives the advice of a lost network only where nothing is known', () => {
    const lostAdvice = 'Check CORS.';
    expect(toTransportError(new TypeError('Failed to fetch'), { phase: 'open', lostAdvice }).advice).toBe(lostAdvice);
    expect(toTransportError(fetchFailed(coded('ECONNREFUSED')), { phase: 'open', lostAdvice }).advice).not.toBe(lostAdvice);
  });

  it('of a body is a closed connection where nothing is known', () => {
    expect(toTransportError(new Error('?'), { phase: 'body' })).toMatchObject({ type: 'connection_closed', retryable: true });
  });

  it('reads no property that throws', () => {
    const hostile = new Proxy({}, { get: () => { throw new Error('no'); } });
    expect(toTransportError(hostile, { phase: 'open' })).toMatchObject({ type: 'invalid_request' });
  });
});
