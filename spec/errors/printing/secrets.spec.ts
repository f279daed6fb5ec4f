import { inspect } from 'node:util';
import { createContext, runInContext } from 'node:vm';

import { ApiError, type ApiErrorInit } from '../../../src/errors/api-error.js';
import { openScrub, scrubbed } from '../../../src/errors/printing/secrets.js';
import { findError } from '../../../src/errors/reading/find-error.js';
import { toApiError } from '../../../src/errors/to-api-error.js';
import { cpuMs } from '../../support/cpu-ms.js';

const KEY = 'key-0123456789abcdef';
const ODD_KEY = 'a+b/c=="quoted"\\back';

/** Everything an error shows anywhere. */
function printed(error: ApiError): string {
  const chain: string[] = [];
  for (let link: unknown = error; link instanceof Error; link = link.cause) {
    chain.push(link.name, link.message, link.stack ?? '', String(link), JSON.stringify(Object.entries(Object.getOwnPropertyDescriptors(link))));
  }
  return [...chain, JSON.stringify(error), String(error), inspect(error, { depth: Infinity, showHidden: true }), JSON.stringify(error.raw)].join('\n');
}

function failing(init: Partial<ApiErrorInit>): ApiError {
  return new ApiError({ type: 'x', origin: 'http', message: 'it failed', secrets: [KEY], ...init });
}

describe('a known secret', () => {
  it.each<[string, Partial<ApiErrorInit>]>([
    ['the message', { message: `no such key: ${KEY}!` }],
    ['the type', { type: KEY }],
    ['the code', { code: KEY }],
    ['the param', { param: KEY }],
    ['the request id', { requestId: KEY }],
    ['a text that was received', { raw: `<p>${KEY}</p>` }],
    ['a payload', { raw: { error: { message: KEY, list: [{ deep: `Bearer ${KEY}` }] } } }],
    ['a key of a payload', { raw: { error: { [KEY]: 1 } } }],
    ['an error that was received', { raw: new Error(KEY) }],
    ['the message of the cause', { cause: new TypeError(`Headers.append: "Bearer ${KEY}" is an invalid header value.`) }],
    ['a cause that is a text', { cause: `aborted ${KEY}` }],
    ['a cause that is an object', { cause: { reason: KEY } }],
    ['a nested cause', { cause: new Error('fetch failed', { cause: new Error('inner', { cause: new Error(KEY) }) }) }],
    ['the name and the code of a cause', { cause: Object.assign(new Error('x'), { name: KEY, code: KEY }) }],
    ['the stack of a cause', { cause: Object.assign(new Error('x'), { stack: `Error: x\n    at ${KEY}` }) }],
    ['the errors of an AggregateError', { cause: new AggregateError([new Error(KEY)], 'all failed') }],
    ['a DOMException', { cause: new DOMException(KEY, 'AbortError') }],
    ['what else hangs on a cause', { cause: Object.assign(new Error('x'), { socket: { header: KEY } }) }],
    ['an error of another realm', { cause: runInContext(`new TypeError('${KEY}')`, createContext()) as unknown }],
  ])('in %s is printed nowhere', (_name, init) => {
    const error = failing(init);
    expect(printed(error)).not.toContain(KEY);
    expect(printed(error)).toContain('[redacted]');
  });

  it('below a hundred causes is printed nowhere', () => {
    const cause = Array.from({ length: 100 }).reduce<Error>((inner) => new Error('x', { cause: inner }), new Error(KEY));
    expect(printed(failing({ cause }))).not.toContain(KEY);
  });

  it('is found in every spelling', () => {
    const raw = { json: JSON.stringify({ key: ODD_KEY }), url: `?key=${encodeURIComponent(ODD_KEY)}`, plain: ODD_KEY };
    const error = failing({ secrets: [ODD_KEY], raw, message: ODD_KEY });
    expect(error.raw).toEqual({ json: '{"key":"[redacted]"}', url: '?key=[redacted]', plain: '[redacted]' });
    expect(error.message).toBe('[redacted]');
  });

  it('leaves nothing of a longer one that begins with it', () => {
    expect(openScrub(['abcd', 'abcdefgh'])('abcdefgh abcd')).toBe('[redacted] [redacted]');
  });

  it('is found where the message would have been cut', () => {
    expect(failing({ message: 'x'.repeat(1_015) + KEY }).message).not.toContain('key-0');
  });

  it('of a frame is scrubbed on the whole way', () => {
    const payload = { error: { type: 'authentication_error', message: `Incorrect API key provided: ${KEY}` } };
    const error = toApiError(findError(payload) ?? { words: [] }, { origin: 'stream', raw: payload, secrets: [KEY] });
    expect(printed(error)).not.toContain(KEY);
    expect(error.message).toBe('Incorrect API key provided: [redacted]');
    expect(payload.error.message).toContain(KEY); // what was received is not changed
  });

  it('too short to be one is left alone', () => {
    expect(failing({ secrets: ['', 'a', 'err'], message: 'an error' }).message).toBe('an error');
  });

  it('that is no well-formed text does not break the scrubbing', () => {
    expect(openScrub(['\ud800abcd'])('x \ud800abcd')).toBe('x [redacted]');
  });
});

describe('what holds no secret', () => {
  it('is kept, the very object', () => {
    const raw = { error: { message: 'boom', self: {} } };
    raw.error.self = raw;
    const cause = new TypeError('fetch failed', { cause: new Error('read ECONNRESET') });
    const error = failing({ raw, cause });
    expect(error.raw).toBe(raw);
    expect(error.cause).toBe(cause);
  });

  it.each([null, 0, '', false, 7n, undefined])('%p is kept as it is', (raw) => {
    expect(failing({ raw }).raw).toBe(raw);
  });

  it('is kept also where it is nested 100,000 deep', () => {
    let raw: object = {};
    for (let depth = 0; depth < 100_000; depth++) raw = { raw };
    expect(failing({ raw }).raw).toBe(raw);
  });
});

describe('a scrubbed copy', () => {
  it('of an error says the rest of what the error said', () => {
    const inner = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', errno: -104 });
    const copy = failing({ cause: new TypeError(`fetch failed for ${KEY}`, { cause: inner }) }).cause as Error;
    expect(copy).toBeInstanceOf(Error);
    expect([copy.name, copy.message]).toEqual(['TypeError', 'fetch failed for [redacted]']);
    expect(copy.stack).toContain('secrets.spec');
    expect(copy.cause).toBeInstanceOf(Error);
    expect(copy.cause).toMatchObject({ name: 'Error', message: 'read ECONNRESET', code: 'ECONNRESET', errno: -104 });
    expect(Object.keys(copy)).toEqual([]);
  });

  it('of a payload is the same but for the secret, bounded in depth', () => {
    let raw: object = { deepest: KEY };
    for (let depth = 0; depth < 100_000; depth++) raw = { n: 1, raw };
    const copy = failing({ raw }).raw as { n: number; raw: { n: number } };
    expect([copy.n, copy.raw.n]).toEqual([1, 1]);
    expect(JSON.stringify(copy)).toContain('[nested too deep]');
  });

  it('of a cycle ends', () => {
    const raw: Record<string, unknown> = { key: KEY };
    raw['self'] = raw;
    expect(failing({ raw }).raw).toEqual({ key: '[redacted]', self: '[circular]' });
  });

  it('keeps a prototype that came as a key, as a key', () => {
    const copy = scrubbed(JSON.parse(`{"__proto__":{"polluted":"${KEY}"}}`), openScrub([KEY])) as object;
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(JSON.stringify(copy)).toBe('{"__proto__":{"polluted":"[redacted]"}}');
    expect('polluted' in {}).toBe(false);
  });
});

describe('what looks like a key', () => {
  const openAiKey = 'sk-proj-abcdefghijklmnop';

  it.each<[string, string, string]>([
    ['a bearer token', 'Headers.append: "Bearer abc.def-123\n" is odd', 'Headers.append: "Bearer [redacted]\n" is odd'],
    ['a header value with a line break in it', 'Headers.append: "Bearer abc\ndef" is an invalid header value.', 'Headers.append: "[redacted]" is an invalid header value.'],
    ['a key by its prefix', `odd key ${openAiKey}, sir`, 'odd key [redacted], sir'],
    ['a Google key', 'odd key AIzaSyA1234567890abcdefghijklmnop', 'odd key [redacted]'],
    ['the credentials in a URL', 'a URL that includes credentials: https://user:pass@host/v1?x=a@b', 'a URL that includes credentials: https://[redacted]@host/v1?x=a@b'],
  ])('%s is taken out of a transport error', (_name, text, expected) => {
    const error = new ApiError({ type: 'invalid_request', origin: 'transport', message: 'x', cause: new TypeError(text) });
    expect((error.cause as Error).message).toBe(expected);
    expect(openScrub([], { keyShapes: true })(text)).toBe(expected);
  });

  it.each<[string, () => unknown]>([
    ['a header', () => new Headers({ authorization: 'Bearer hush\nhush' })],
    ['a header without a scheme', () => new Headers({ 'x-api-key': 'hush\nhush' })],
    ['a URL', () => new Request('https://me:hush@localhost/v1')],
  ])('is taken out of the error by which the platform itself refuses %s', (_name, refuse) => {
    let cause: unknown;
    try {
      refuse();
    } catch (error) {
      cause = error;
    }
    expect(String(cause)).toContain('hush');
    expect(printed(new ApiError({ type: 'invalid_request', origin: 'transport', message: String(cause), cause }))).not.toContain('hush');
  });

  it('is left in what a server wrote', () => {
    const message = `Incorrect API key provided: ${openAiKey}`;
    expect(new ApiError({ type: 'x', origin: 'http', message }).message).toBe(message);
  });

  it.each(['task-management', 'https://host/v1?mail=a@b', 'risk-averse behaviour', 'read ECONNRESET'])('is not %j', (text) => {
    expect(openScrub([], { keyShapes: true })(text)).toBe(text);
  });

  it.each(['"', 'Bearer ', 'sk-', '//', 'AIza', 'sk-a', '//a', '" is an invalid header value'])('is looked for in linear time: %j a million times', (text) => {
    const spentMs = cpuMs(() => openScrub([KEY], { keyShapes: true })(text.repeat(1_000_000)));
    expect(spentMs).toBeLessThan(5_000);
  });
});
