import { ApiError } from '../../../src/errors/api-error.js';
import { readResponse } from '../../../src/wire/reading/read-response.js';

const headers = { get: () => null };
const throwing = (): never => { throw new Error('a getter that throws'); };

function refusal(value: unknown): ApiError {
  try {
    readResponse(value, []);
  } catch (error) {
    if (ApiError.is(error)) return error;
  }
  throw new Error('nothing was refused');
}

describe('a response', () => {
  it('is read by its status, whatever `ok` says', () => {
    expect(readResponse({ headers, status: 500, ok: true }, [])).toMatchObject({ ok: false, status: 500 });
    expect(readResponse({ headers, status: 204, ok: false }, [])).toMatchObject({ ok: true, status: 204 });
  });

  it.each(['200', NaN, 0, -1, 1.5, undefined])('has no status where that is %p, and then counts by `ok`', (status) => {
    expect(readResponse({ headers, status, ok: true }, [])).toMatchObject({ ok: true, status: undefined });
  });

  it.each([
    ['nothing', undefined], ['a text', 'OK'], ['an answer of axios', { data: '', status: 200, headers: {} }],
    ['a getter that throws', { headers, get status() { return throwing(); } }],
    ['headers that throw', { headers: { get: throwing }, status: 200 }],
    ['a Proxy that throws', new Proxy({}, { get: throwing })],
  ])('is not %s', (_, value) => {
    expect(refusal(value)).toMatchObject({ type: 'invalid_request', origin: 'transport', retryable: false });
  });

  it('has headers that never throw, and give text or null', () => {
    const strange: Record<string, unknown> = { 'x-number': 5, 'x-text': 'yes' };
    const read = readResponse({
      status: 200,
      headers: { get: (name: string) => (name === 'x-throws' ? throwing() : strange[name] ?? null) },
    }, []);
    expect(['content-type', 'x-number', 'x-text', 'x-throws'].map((name) => read.headers.get(name))).toEqual([null, null, 'yes', null]);
  });

  it('is a lost connection as `Response.error()`, and no use as an opaque one', () => {
    expect(refusal(Response.error())).toMatchObject({ type: 'connection_failed', retryable: true });
    expect(refusal({ headers, status: 0, ok: false, type: 'opaque' })).toMatchObject({ type: 'invalid_request', message: expect.stringContaining('no-cors') as string });
  });
});
