import { inspect } from 'node:util';
import { createContext, runInContext } from 'node:vm';

import { ApiError, type ApiErrorInit } from '../../src/errors/api-error.js';
import { advice } from '../../src/errors/words/advice.js';
import { cpuMs } from '../support/cpu-ms.js';

function failing(init: Partial<ApiErrorInit> = {}): ApiError {
  return new ApiError({ type: 'overloaded_error', origin: 'stream', message: 'Overloaded', ...init });
}

const throwing = new Proxy({}, {
  get: () => { throw new Error('gotcha'); },
  has: () => { throw new Error('gotcha'); },
  ownKeys: () => { throw new Error('gotcha'); },
  getPrototypeOf: () => { throw new Error('gotcha'); },
  getOwnPropertyDescriptor: () => { throw new Error('gotcha'); },
});

describe('ApiError', () => {
  it('is an Error with a name of its own, in its stack too', () => {
    const error = failing();
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('ApiError');
    expect(String(error)).toBe('ApiError: Overloaded');
    expect(error.stack).toMatch(/^ApiError: Overloaded\n/);
  });

  it('holds what it was given', () => {
    const init = {
      type: 'rate_limit_error', origin: 'http', message: 'slow', code: 'c', param: 'p', status: 429, retryable: false, retryAfterMs: 7,
      requestId: 'req', advice: 'Wait.', raw: { a: 1 },
    } as const;
    const cause = new Error('why');
    const error = new ApiError({ ...init, cause });
    expect(Object.fromEntries(Object.entries(error))).toEqual({ ...init, message: undefined });
    expect(error.message).toBe('slow');
    expect(error.cause).toBe(cause);
  });

  it('shows no field that it does not have', () => {
    expect(Object.keys(failing())).toEqual(['type', 'origin', 'retryable', 'advice']);
    expect('cause' in failing()).toBe(false);
    expect(inspect(failing())).not.toContain('undefined');
  });

  it.each<[Partial<ApiErrorInit>, boolean, string]>([
    [{ type: 'overloaded_error', origin: 'stream' }, true, advice.retryLater],
    [{ type: 'weird', code: 'insufficient_quota', origin: 'http', status: 429 }, false, advice.topUp],
    [{ type: 'weird', origin: 'http', status: 503 }, true, advice.retryLater],
    [{ type: 'weird', origin: 'stream' }, false, advice.readMessage],
    [{ type: 'weird', origin: 'transport' }, true, advice.readMessage],
    [{ type: 'weird', origin: 'protocol' }, false, advice.readMessage],
    [{ type: 'aborted', origin: 'transport' }, false, advice.nothingToDo],
    [{ type: 'connection_reset', origin: 'transport' }, true, advice.reconnect],
    [{ type: 'truncated_stream', origin: 'protocol' }, true, advice.reconnect],
    [{ type: 'invalid_frame', origin: 'protocol' }, false, advice.checkProtocol],
    [{ type: 'overloaded_error', origin: 'stream', retryable: false, advice: 'Rest.' }, false, 'Rest.'],
  ])('%j is retryable %s by default', (init, retryable, sentence) => {
    expect(failing(init)).toMatchObject({ retryable, advice: sentence });
  });
});

describe('a word for errors', () => {
  it.each(['overloaded', 'overload', 'overloaded_error', 'error_overloaded'])('stays the type where a secret is %s', (secret) => {
    const error = new ApiError({ type: 'overloaded_error', code: 'rate_limit_exceeded', origin: 'http', message: 'No', secrets: [secret, 'rate_limit'] });
    expect(error).toMatchObject({ type: 'overloaded_error', code: 'rate_limit_exceeded' });
  });

  it('hides none in what no table knows', () => {
    expect(new ApiError({ type: 'overloaded_abcdefgh', origin: 'http', message: 'No', secrets: ['abcdefgh'] }).type).toBe('overloaded_[redacted]');
  });
});

describe('ApiError.is', () => {
  it('knows its own', () => {
    expect(ApiError.is(failing())).toBe(true);
  });

  it('knows one of another realm or of another copy of the package, by its brand', () => {
    const foreign: unknown = runInContext(
      `Object.assign(new Error('boom'), { [Symbol.for('framewise.ApiError')]: true, type: 'x' })`,
      createContext({ Symbol }),
    );
    expect(foreign).not.toBeInstanceOf(Error);
    expect(ApiError.is(foreign)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['an Error', new Error('x')],
    ['an object of the same shape', failing().toJSON()],
    ['null', null],
    ['undefined', undefined],
    ['a text', 'ApiError'],
    ['a Proxy that throws', throwing],
    ['a Proxy that says yes to everything', new Proxy({}, { get: () => 'yes' })],
  ])('does not take %s for one', (_name, value) => {
    expect(ApiError.is(value)).toBe(false);
  });
});

describe('what the server chose to write', () => {
  const nasty = 'a\nb\u2028c\u202ed\u001b[2Je';
  const tame = 'a\\nb\\u2028c\\u202ed\\u001b[2Je';

  it.each(['message', 'type', 'code', 'param', 'requestId', 'advice'] as const)('is one line without anything unsafe, and bounded: %s', (field) => {
    expect(failing({ [field]: nasty })[field]).toBe(tame);
    const long = failing({ [field]: 'ü'.repeat(5_000) })[field] ?? '';
    expect(new TextEncoder().encode(long).length).toBeLessThanOrEqual(['message', 'advice'].includes(field) ? 1_024 : 256);
    expect(long.endsWith('…')).toBe(true);
  });

  it('stays as it is in raw', () => {
    expect(failing({ raw: { type: nasty } }).raw).toEqual({ type: nasty });
  });
});

describe('toJSON', () => {
  it('says all that the error says', () => {
    const cause = Object.assign(new TypeError('fetch failed'), { code: 'ECONNRESET' });
    const error = failing({ status: 529, requestId: 'req', raw: { error: { message: 'Overloaded' } }, cause });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: 'ApiError',
      message: 'Overloaded',
      type: 'overloaded_error',
      origin: 'stream',
      status: 529,
      retryable: true,
      requestId: 'req',
      advice: advice.retryLater,
      raw: { error: { message: 'Overloaded' } },
      cause: { name: 'TypeError', message: 'fetch failed', code: 'ECONNRESET' },
    });
    expect(Object.keys(error.toJSON())).not.toContain('param');
  });

  const cycle: Record<string, unknown> = {};
  cycle['self'] = { cycle, list: [cycle] };
  let deep: object = {};
  for (let depth = 0; depth < 100_000; depth++) deep = [deep];
  let bush: object = {};
  for (let depth = 0; depth < 60; depth++) bush = { left: bush, right: bush };
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const sparse: unknown[] = [];
  sparse[4_000_000_000] = 1;

  it.each<[string, unknown]>([
    ['a cycle', cycle],
    ['100,000 levels', deep],
    ['two to the power of 60 paths', bush],
    ['a list of four thousand million holes', sparse],
    ['a getter that throws', { get no() { throw new Error('gotcha'); } }],
    ['a Proxy that throws', throwing],
    ['a Proxy that throws, further in', { error: [throwing] }],
    ['a Proxy that was revoked', revoked.proxy],
    ['a Proxy that never ends', new Proxy({}, { ownKeys: () => ['a'], getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }), get: () => ({ a: {} }) })],
    ['a toJSON that throws', { toJSON: () => { throw new Error('gotcha'); } }],
    ['a bigint', { n: 7n }],
    ['a function and a symbol', { f: () => 1, s: Symbol('x') }],
    ['no prototype', Object.assign(Object.create(null) as object, { a: 1 })],
    ['bytes', new Uint8Array(1_000_000)],
  ])('never throws, whatever was received: %s', (_name, hostile) => {
    const secrets = ['a-known-secret'];
    const spentMs = cpuMs(() => {
      expect(JSON.stringify(failing({ cause: hostile, secrets }))).toContain('"message":"Overloaded"');
      expect(JSON.stringify(failing({ raw: hostile, secrets }))).toContain('"message":"Overloaded"');
      expect(inspect(failing({ raw: hostile, secrets }), { depth: Infinity })).toContain('Overloaded');
    });
    expect(spentMs).toBeLessThan(20_000);
  });

  it('says what it left out', () => {
    expect(failing({ raw: cycle }).toJSON()).toMatchObject({ raw: { self: { cycle: '[circular]', list: ['[circular]'] } } });
    expect(failing({ raw: { get a() { throw new Error('gotcha'); } } }).toJSON()).toMatchObject({ raw: { a: '[unreadable]' } });
    expect(JSON.stringify(failing({ raw: deep }))).toContain('[nested too deep]');
    expect(JSON.stringify(failing({ raw: new Array(200_000).fill(0) }))).toContain('[too large]');
    expect(JSON.stringify(failing({ raw: Object.fromEntries(new Array(200_000).entries()) }))).toContain('[too large]');
  });

  it('shows what two places share in both', () => {
    const shared = { a: 1 };
    expect(failing({ raw: [shared, shared] }).toJSON()).toMatchObject({ raw: [{ a: 1 }, { a: 1 }] });
  });
});
