import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { lastValueFrom, toArray } from 'rxjs';

import { discardBody, readBody } from '../../../src/wire/reading/read-body.js';
import type { ReadResponse } from '../../../src/wire/reading/read-response.js';
import { failureOf } from '../../support/failure-of.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function response(body: unknown, text?: () => Promise<string>): ReadResponse {
  return { ok: true, status: 200, headers: { get: () => null }, body, ...(text && { text }) };
}

async function textOf(of: ReadResponse): Promise<string> {
  const chunks = await lastValueFrom(readBody(of).pipe(toArray()));
  return chunks.map((chunk) => (typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk))).join('');
}

async function* pieces(...values: unknown[]): AsyncGenerator {
  for (const value of values) yield await Promise.resolve(value);
}

/** A reader that does what this says in place of reading. */
const reader = (read: () => unknown, cancel: () => unknown = () => undefined) => ({ getReader: () => ({ read, cancel }) });
const throwing = (): never => { throw new Error('thrown'); };

describe('a body', () => {
  it.each([
    ['a web stream of bytes', () => response(new Response('hello').body)],
    ['a web stream of text', () => response(new ReadableStream({ start: (to) => { to.enqueue('hel'); to.enqueue('lo'); to.close(); } }))],
    ['a web stream of buffers', () => response(new ReadableStream({ start: (to) => { to.enqueue(bytes('hello').buffer); to.close(); } }))],
    ['a stream of Node', () => response(Readable.from([Buffer.from('hel'), Buffer.from('lo')]))],
    ['a stream of Node in text', () => response(Readable.from(['hel', 'lo']))],
    ['anything that iterates', () => response(pieces('hel', new DataView(bytes('lo').buffer)))],
    ['a text', () => response('hello')],
    ['bytes', () => response(bytes('hello'))],
    ['nothing, beside `text()`', () => response(undefined, () => Promise.resolve('hello'))],
    ['something unknown, beside `text()`', () => response({ _bodyBlob: {} }, () => Promise.resolve('hello'))],
  ])('that is %s is read', async (_, of) => {
    expect(await textOf(of())).toBe('hello');
  });

  it('that is none at all has no chunks to show', async () => {
    expect(await textOf(response(null))).toBe('');
    expect(await textOf(response(undefined))).toBe('');
  });

  it.each([
    ['read() that throws', reader(throwing), 'connection_closed'],
    ['read() that gives nothing', reader(() => undefined), 'connection_closed'],
    ['read() that gives no promise', reader(() => 5), 'unexpected_content'],
    ['read() that rejects', reader(() => Promise.reject(new Error('gone'))), 'connection_closed'],
    ['a chunk that is none', reader(() => Promise.resolve({ done: false, value: { a: 1 } })), 'unexpected_content'],
    ['an end that is none', reader(() => Promise.resolve({})), 'unexpected_content'],
    ['getReader() that throws', { getReader: throwing }, 'invalid_request'],
    ['cancel() that throws', reader(throwing, throwing), 'connection_closed'],
    ['cancel() that rejects', reader(throwing, () => Promise.reject(new Error('no'))), 'connection_closed'],
    ['an iterator that throws', { [Symbol.asyncIterator]: throwing }, 'invalid_request'],
    ['an object without a way to read it', {}, 'invalid_request'],
  ])('with %s fails with one ApiError', async (_, body, type) => {
    expect(await failureOf(readBody(response(body)))).toMatchObject({ type });
  });

  it.each([['throws', throwing], ['rejects', () => Promise.reject(new Error('gone'))]])('whose text() %s fails with one ApiError', async (_, text) => {
    expect(await failureOf(readBody(response(undefined, text)))).toMatchObject({ type: 'connection_closed' });
  });

  it('whose text() gives no text fails with one ApiError', async () => {
    expect(await failureOf(readBody(response(undefined, () => Promise.resolve(5 as unknown as string))))).toMatchObject({ type: 'unexpected_content' });
  });

  it('whose getter throws fails with one ApiError', async () => {
    const of: ReadResponse = { ok: true, status: 200, headers: { get: () => null }, get body() { return throwing(); } };
    expect(await failureOf(readBody(of))).toMatchObject({ type: 'invalid_request' });
  });

  it('is given up when nobody listens any more, although its next chunk never comes', async () => {
    const node = new PassThrough();
    const closed = new Promise((resolve) => node.once('close', resolve));
    readBody(response(node)).subscribe().unsubscribe();
    await closed;
    // A client may still report its own abort on a stream that is given up: that must not end the process.
    expect(() => node.emit('error', new Error('aborted'))).not.toThrow();

    let cancelled = false;
    discardBody(response(reader(() => new Promise(() => undefined), () => (cancelled = true))));
    expect(cancelled).toBe(true);
    expect(() => { discardBody(response({ getReader: throwing })); }).not.toThrow();
  });

  it('of a server, read as a stream of Node, breaks as the connection does', async () => {
    const server = createServer((_, answer) => {
      answer.write('half', () => { answer.destroy(); });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { get } = await import('node:http');
    const node = await new Promise<Readable>((resolve) => get({ port: (server.address() as AddressInfo).port }, resolve));
    expect(await failureOf(readBody(response(node)))).toMatchObject({ type: 'connection_reset', origin: 'transport', retryable: true });
    await new Promise((resolve) => server.close(resolve));
  });
});
