import { createContext, runInContext } from 'node:vm';

import { ApiError } from '../../../src/errors/api-error.js';
import { isErrorLike, isTransparent } from '../../../src/errors/printing/object-nature.js';

const foreign = (code: string): object => runInContext(code, createContext()) as object;
class Own extends Error {
  get more(): string { return 'x'; }
}

describe('isTransparent', () => {
  it.each<[string, object]>([
    ['a plain object', { a: 1, f: () => 1 }],
    ['an array', [1]],
    ['an object without a prototype', Object.create(null) as object],
    ['an object of another realm', foreign('({ a: 1 })')],
    ['an array of another realm', foreign('[1]')],
    ['an error', new TypeError('x', { cause: 1 })],
    ['an error of another realm', foreign('new RangeError("x")')],
    ['an AggregateError', new AggregateError([1])],
    ['a DOMException', new DOMException('x', 'AbortError')],
    ['an ApiError', new ApiError({ type: 'x', origin: 'stream', message: 'x' })],
  ])('%s', (_name, value) => {
    expect(isTransparent(value)).toBe(true);
  });

  it.each<[string, object]>([
    ['a getter', { get a() { return 1; } }],
    ['a setter', { set a(_: number) { /* nothing */ } }],
    ['a prototype of its own', Object.create({ a: 1 }) as object],
    ['a Map', new Map()],
    ['Headers', new Headers()],
    ['a class', new (class { a = 1; })()],
    ['a list of a class', new (class extends Array<number> {})()],
    ['an error class with a getter', new Own('x')],
    ['an error with a getter', Object.defineProperty(new Error('x'), 'a', { get: () => 1 })],
    ['a function', () => 1],
  ])('not %s', (_name, value) => {
    expect(isTransparent(value)).toBe(false);
  });
});

describe('isErrorLike', () => {
  it.each<[unknown, boolean]>([
    [new Error('x'), true], [foreign('new Error("x")'), true], [new DOMException('x'), true], [{ name: 'Error', message: 'x' }, false], [null, false], ['Error', false],
  ])('%p: %s', (value, is) => {
    expect(isErrorLike(value)).toBe(is);
  });

  it('never throws', () => {
    const proxy = new Proxy({}, { getPrototypeOf: () => { throw new Error('gotcha'); }, get: () => { throw new Error('gotcha'); } });
    expect(isErrorLike(proxy)).toBe(false);
    expect(isTransparent(proxy)).toBe(false);
  });
});
