import { format, inspect } from 'node:util';
import { createContext, runInContext } from 'node:vm';

import { ApiError, type ApiErrorInit } from '../../../src/errors/api-error.js';

const KEY = 'live/key+0123456789="a"\\z';

const { stringify } = JSON;
const encoder = new TextEncoder();
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const everyByte = (text: string, write: (byte: number) => string): string => Array.from(encoder.encode(text), write).join('');
const percent = everyByte(KEY, (byte) => `%${byte.toString(16).padStart(2, '0')}`);

/** Every spelling in which servers and proxies have been seen to give a key back, and some more. */
const spellings: readonly (readonly [name: string, text: string])[] = [
  ['as it is', KEY],
  ['as a bearer token', `Bearer ${KEY}`],
  ['twice', `${KEY}${KEY}`],
  ['in a URL', encodeURIComponent(KEY)],
  ['in a URL, lower case', encodeURIComponent(KEY).replace(/%../g, (unit) => unit.toLowerCase())],
  ['in a URL, twice encoded', encodeURIComponent(encodeURIComponent(KEY))],
  ['in a URL, three times encoded', encodeURIComponent(encodeURIComponent(encodeURIComponent(KEY)))],
  ['in a form', new URLSearchParams({ key: KEY }).toString()],
  ['in a URL, half encoded', KEY.replace('+', '%2B').replaceAll('"', '%22')],
  ['in a URL, as encodeURI writes it', encodeURI(KEY)],
  ['in a URL, every byte encoded', percent],
  ['in a URL, every byte encoded in capitals', percent.toUpperCase()],
  ['in JSON', stringify(KEY)],
  ['in JSON in JSON', stringify(stringify(KEY))],
  ['in JSON in JSON in JSON', stringify(stringify(stringify(KEY)))],
  ['in JSON of PHP, which escapes slashes', stringify(KEY).replaceAll('/', '\\/')],
  ['in JSON with every character escaped', everyByte(KEY, (byte) => `\\u${byte.toString(16).padStart(4, '0')}`)],
  ['in JSON of Go, which escapes some', stringify(KEY).replace('+', '\\u002b')],
  ['in HTML', KEY.replaceAll('"', '&quot;')],
  ['in HTML with numbers', KEY.replaceAll('"', '&#34;').replace('+', '&#43;').replace('/', '&#x2F;').replace('=', '&#x3d;')],
  ['in capitals', KEY.toUpperCase()],
  ['in small letters', KEY.toLowerCase()],
  ['in hexadecimal', Buffer.from(KEY).toString('hex')],
  ['in hexadecimal and capitals', Buffer.from(KEY).toString('hex').toUpperCase()],
  ['as a Buffer is printed', inspect(Buffer.from(KEY))],
  ['in Base64', base64(KEY)],
  ['in Base64 for URLs', Buffer.from(KEY).toString('base64url')],
  ['in Base64 in a URL', encodeURIComponent(base64(KEY))],
  ['in Basic credentials', base64(`user:${KEY}`)],
  ['in Basic credentials of another length', base64(`u:${KEY}`)],
  ['in Basic credentials as the user', base64(`${KEY}:`)],
  ['in Base64 in the middle', base64(`ab${KEY}cd`)],
];

class Sneaky {
  readonly #key = KEY;
  get key(): string { return this.#key; }
  toJSON(): object { return { key: this.#key }; }
  toString(): string { return this.#key; }
  [inspect.custom](): string { return this.#key; }
}

class SneakyError extends Error {
  readonly #key = KEY;
  get key(): string { return this.#key; }
  toJSON(): object { return { key: this.#key }; }
  override toString(): string { return this.#key; }
  [inspect.custom](): string { return this.#key; }
}

class GetterError extends Error {
  override get message(): string { return KEY; }
}

class SneakyList extends Array<string> {
  [inspect.custom](): string { return KEY; }
}

class KeyedMap extends Map<string, string> {}

/** Where a key may hide in what a client throws or a server sends. Each is made anew for every use. */
const hidingPlaces: readonly (readonly [name: string, make: () => unknown])[] = [
  ['a text', () => KEY],
  ['a field', () => ({ a: { b: [KEY] } })],
  ['the name of a field', () => ({ [KEY]: 1 })],
  ['a list in a list', () => [[[KEY]]]],
  ['a symbol key', () => ({ [Symbol('headers')]: KEY })],
  ['the description of a symbol key', () => ({ [Symbol(KEY)]: 1 })],
  ['a symbol', () => ({ a: Symbol(KEY) })],
  ['a field that does not enumerate', () => Object.defineProperty({}, 'hidden', { value: KEY })],
  ['a getter', () => ({ get key() { return KEY; } })],
  ['a getter that does not enumerate', () => Object.defineProperty({}, 'key', { get: () => KEY })],
  ['a prototype', () => Object.create({ key: KEY }) as object],
  ['a getter of a prototype', () => Object.create({ get key() { return KEY; } }) as object],
  ['a prototype without a prototype', () => Object.create(Object.assign(Object.create(null) as object, { toJSON: () => KEY })) as object],
  ['an object without a prototype', () => Object.assign(Object.create(null) as object, { key: KEY })],
  ['Headers', () => new Headers({ authorization: `Bearer ${encodeURIComponent(KEY)}` })],
  ['a Request', () => new Request(`https://host/?key=${encodeURIComponent(KEY)}`, { headers: { 'x-api-key': encodeURIComponent(KEY) } })],
  ['a Response', () => new Response(KEY, { headers: { 'x-echo': encodeURIComponent(KEY) } })],
  ['a URL', () => new URL(`https://host/?key=${encodeURIComponent(KEY)}`)],
  ['URLSearchParams', () => new URLSearchParams({ key: KEY })],
  ['FormData', () => { const form = new FormData(); form.set('key', KEY); return form; }],
  ['a Map', () => new Map([['key', KEY]])],
  ['the key of a Map', () => new Map([[KEY, 1]])],
  ['a Map of one\'s own class', () => new KeyedMap([['key', KEY]])],
  ['a field of a Map', () => Object.assign(new Map(), { key: KEY })],
  ['a Set', () => new Set([KEY])],
  ['a Map in a Map', () => new Map([['a', new Map([['b', { c: KEY }]])]])],
  ['a Buffer', () => Buffer.from(KEY)],
  ['bytes', () => encoder.encode(KEY)],
  ['an ArrayBuffer', () => encoder.encode(KEY).buffer],
  ['a DataView', () => new DataView(encoder.encode(KEY).buffer)],
  ['a field of bytes', () => Object.assign(new Uint8Array(2), { key: KEY })],
  ['a boxed text', () => new String(KEY)],
  ['a boxed text in a list', () => [new String(KEY)]],
  ['a field of a boxed number', () => Object.assign(new Number(1), { key: KEY })],
  ['a boxed symbol', () => Object(Symbol(KEY)) as object],
  ['a field of a Date', () => Object.assign(new Date(0), { key: KEY })],
  ['a regular expression', () => new RegExp(KEY.replace(/[+/\\]/g, '\\$&'))],
  ['a function\'s name', () => Object.defineProperty(() => 1, 'name', { value: KEY })],
  ['a function\'s field', () => Object.assign(() => 1, { key: KEY })],
  ['a function in a field', () => ({ f: Object.assign(() => 1, { key: KEY }) })],
  ['a promise', () => Promise.resolve(KEY)],
  ['a generator of another name', () => Object.assign([KEY].values(), { key: KEY })],
  ['a class with a private field', () => new Sneaky()],
  ['such a class, further in', () => ({ a: [new Sneaky()] })],
  ['inspect.custom', () => ({ [inspect.custom]: () => KEY })],
  ['inspect.custom by its name', () => ({ [Symbol.for('nodejs.util.inspect.custom')]: () => KEY })],
  ['toJSON', () => ({ toJSON: () => KEY })],
  ['toString', () => ({ toString: () => KEY })],
  ['Symbol.toPrimitive', () => ({ [Symbol.toPrimitive]: () => KEY })],
  ['Symbol.toStringTag', () => ({ [Symbol.toStringTag]: KEY })],
  ['a getter for the tag', () => ({ get [Symbol.toStringTag]() { return KEY; } })],
  ['the name of a class', () => new (Object.defineProperty(class { readonly a = 1; }, 'name', { value: KEY }))()],
  ['a list of one\'s own class', () => SneakyList.from(['a'])],
  ['a field of a list', () => Object.assign(['a'], { key: KEY })],
  ['a symbol field of a list', () => Object.assign(['a'], { [Symbol('x')]: KEY })],
  ['a Proxy', () => new Proxy({ key: KEY }, {})],
  ['a cycle', () => { const cycle: Record<string, unknown> = { key: KEY }; cycle['self'] = cycle; return cycle; }],
  ['a thing of another realm', () => runInContext(`({ key: ${stringify(KEY)} })`, createContext()) as object],
  ['a Map of another realm', () => runInContext(`new Map([['key', ${stringify(KEY)}]])`, createContext()) as object],
  ['an error of another realm', () => runInContext(`Object.assign(new TypeError('x'), { key: ${stringify(KEY)} })`, createContext()) as object],
  ['an error\'s message', () => new Error(KEY)],
  ['an error\'s name', () => Object.assign(new Error('x'), { name: KEY })],
  ['an error\'s code', () => Object.assign(new Error('x'), { code: KEY })],
  ['an error\'s stack', () => Object.assign(new Error('x'), { stack: `Error: x\n    at ${KEY}` })],
  ['an error\'s cause', () => new Error('x', { cause: new Error('y', { cause: KEY }) })],
  ['an error\'s cause that is no error', () => new Error('x', { cause: { headers: new Headers({ k: encodeURIComponent(KEY) }) } })],
  ['an error\'s field', () => Object.assign(new Error('x'), { config: { headers: { Authorization: `Bearer ${KEY}` } } })],
  ['an error\'s symbol field', () => Object.assign(new Error('x'), { [Symbol('request')]: KEY })],
  ['an error\'s hidden field', () => Object.defineProperty(new Error('x'), 'hidden', { value: KEY })],
  ['an error\'s getter', () => Object.defineProperty(new Error('x'), 'key', { get: () => KEY, enumerable: true })],
  ['an error\'s message that is an object', () => Object.assign(new Error('x'), { message: { toString: () => KEY } })],
  ['an error\'s own toString', () => Object.assign(new Error('x'), { toString: () => KEY })],
  ['an error\'s own inspect.custom', () => Object.assign(new Error('x'), { [inspect.custom]: () => KEY })],
  ['an error class with a printer', () => new SneakyError('x')],
  ['an error class with a printer, as a cause', () => new Error('x', { cause: new SneakyError('y') })],
  ['an error class with a printer, in a list', () => [new SneakyError('y')]],
  ['an error class whose message is a getter', () => new GetterError('x')],
  ['an AggregateError', () => new AggregateError([new Error(KEY), new SneakyError('x'), KEY], 'x')],
  ['a DOMException', () => new DOMException(KEY, 'AbortError')],
  ['a DOMException\'s cause', () => Object.assign(new DOMException('x', 'AbortError'), { cause: new Error(KEY) })],
  ['an Event', () => Object.assign(new Event('error'), { message: KEY })],
  ['an AbortSignal\'s reason', () => AbortSignal.abort(new Error(KEY))],
  ['a hundred levels', () => Array.from({ length: 100 }).reduce<unknown>((inner) => [inner], KEY)],
  ['a hundred causes', () => Array.from({ length: 100 }).reduce<Error>((inner) => new Error('x', { cause: inner }), new Error(KEY))],
  ['what a client of Node throws', () => new TypeError('fetch failed', { cause: Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET', socket: { _httpMessage: { _header: `POST / HTTP/1.1\r\nauthorization: ${KEY}\r\n` } } }) })],
  ['a field of digits and a key', () => ({ n: 7, big: 7n, key: `${KEY}7` })],
];

/** Everything that an error shows, in every way in which it is printed. */
function printed(error: ApiError): string {
  const shown = [
    error.message, error.stack ?? '', String(error), String(error), error.toString(), stringify(error), stringify({ nested: [{ error }] }), stringify({ ...error }),
    stringify(Object.entries(error)), stringify(error.toJSON()), stringify(error.raw) ?? '', stringify(error.cause) ?? '', format('%s', error), format('%o', error), format('%j', error), format(error),
    inspect(error), inspect(error, { depth: Infinity, showHidden: true, getters: true }), inspect(error, { depth: Infinity, customInspect: false, showHidden: true, showProxy: true }),
    inspect(error.raw, { depth: Infinity }), inspect(error.toJSON(), { depth: Infinity }), inspect({ error }, { depth: 0 }), safely(() => inspect(structuredClone(error), { depth: Infinity })),
    safely(() => String(error.raw)), safely(() => String(error.cause)), safely(() => stringify(structuredClone({ ...error }))),
  ];
  for (let link: unknown = error, depth = 0; typeof link === 'object' && link !== null && depth < 20; depth++) {
    shown.push(inspect(Object.getOwnPropertyDescriptors(link), { depth: Infinity, showHidden: true, getters: true }));
    link = (link as { cause?: unknown }).cause;
  }
  return shown.join('\n');
}

function safely(print: () => string): string {
  try {
    return print();
  } catch {
    return '';
  }
}

const forbidden = [...new Set(spellings.flatMap(([, text]) => [text, inspect(text).slice(1, -1)]))];
const bytesInHex = everyByte(KEY, (byte) => `${byte.toString(16).padStart(2, '0')} `).trim();
const bytesInDigits = everyByte(KEY, (byte) => `${String(byte)}, `).slice(0, 30);

function leaks(error: ApiError): string[] {
  const text = printed(error);
  return [...forbidden, bytesInHex, bytesInDigits].filter((spelling) => text.includes(spelling));
}

function failing(init: Partial<ApiErrorInit>): ApiError {
  return new ApiError({ type: 'x', origin: 'http', message: 'it failed', secrets: [KEY], ...init });
}

const fields: readonly (keyof ApiErrorInit)[] = ['type', 'code', 'param', 'message', 'requestId', 'advice', 'raw', 'cause'];

describe.each(spellings)('a key %s', (_name, text) => {
  it.each(fields)('is printed by no error that has it in its %s', (field) => {
    expect(leaks(failing({ [field]: `before ${text} after` }))).toEqual([]);
  });

  it('is printed by no error that has it in JSON in its raw payload', () => {
    expect(leaks(failing({ raw: { error: { message: stringify({ inner: text }) } } }))).toEqual([]);
  });
});

describe.each<ApiErrorInit['origin']>(['http', 'stream', 'transport'])('a key that hides in an error of origin %s', (origin) => {
  it.each(hidingPlaces)('is not printed: %s', (_name, make) => {
    expect(leaks(failing({ origin, raw: make() }))).toEqual([]);
    expect(leaks(failing({ origin, cause: make() }))).toEqual([]);
    expect(leaks(failing({ origin, raw: { deep: [make()] }, cause: new Error('outer', { cause: make() }) }))).toEqual([]);
  });
});

it('a key that the error was not told of is printed, so that this spec would notice', () => {
  for (const [, text] of spellings) expect(leaks(failing({ secrets: [], message: text }))).not.toEqual([]);
  expect(leaks(failing({ secrets: [], raw: new Headers({ key: encodeURIComponent(KEY) }) }))).not.toEqual([]);
  expect(leaks(failing({ secrets: [], raw: new Sneaky() }))).not.toEqual([]);
});

it('a key of digits is not printed as a number', () => {
  const error = new ApiError({ type: 'x', origin: 'http', message: 'x', secrets: ['123456789012'], raw: { key: 123456789012, big: 123456789012n } });
  expect(error.raw).toEqual({ key: '[redacted]', big: '[redacted]' });
});
