import { ApiError } from '../../../src/errors/api-error.js';
import { endpoint, isCrossOrigin } from '../../../src/wire/opening/endpoint.js';

/** Runs as if these were globals of the platform. */
function withGlobals<T>(globals: Record<string, unknown>, run: () => T): T {
  const before = new Map(Object.keys(globals).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]));
  for (const [name, value] of Object.entries(globals)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  try {
    return run();
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
}

function refusal(run: () => unknown): ApiError {
  try {
    run();
  } catch (error) {
    if (ApiError.is(error)) return error;
  }
  throw new Error('nothing was refused');
}

const page = { location: { href: 'https://app.example/chat/1?x=1', origin: 'https://app.example' } };

describe('the endpoint', () => {
  it.each([
    ['/api', 'https://app.example/api/v1/messages'],
    ['/api/v1', 'https://app.example/api/v1/messages'],
    ['api?key=1', 'https://app.example/chat/api/v1/messages?key=1'],
    ['//gateway.example', 'https://gateway.example/v1/messages'],
    ['https://gateway.example', 'https://gateway.example/v1/messages'],
  ])('in a page, a base URL of %s counts from there', (baseUrl, url) => {
    expect(withGlobals(page, () => endpoint(baseUrl, '/v1/messages')).href).toBe(url);
  });

  it('counts from the base of the document, where it has one', () => {
    const globals = { ...page, document: { baseURI: 'https://cdn.example/base/' } };
    expect(withGlobals(globals, () => endpoint('api', '/v1/messages')).href).toBe('https://cdn.example/base/api/v1/messages');
  });

  it.each(['/api', '', 'api'])('without a page refuses %j, and says why', (baseUrl) => {
    expect(refusal(() => endpoint(baseUrl, '/v1/messages'))).toMatchObject({ type: 'invalid_request', message: expect.stringContaining('needs a scheme') as string });
  });

  it('says that the platform cannot read URLs', () => {
    for (const url of [undefined, () => undefined]) {
      const error = withGlobals({ URL: url }, () => refusal(() => endpoint('https://gateway.example', '/v1/messages')));
      expect(error).toMatchObject({ type: 'invalid_request', retryable: false, message: expect.stringContaining('URL.canParse') as string });
    }
  });

  it('tells the origin of the page from others', () => {
    const own = new URL('https://app.example/api');
    const other = new URL('https://gateway.example');
    expect([own, other].map((url) => withGlobals(page, () => isCrossOrigin(url)))).toEqual([false, true]);
    expect(isCrossOrigin(other)).toBe(false);
  });
});
