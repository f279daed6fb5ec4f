import { gunzipSync } from 'node:zlib';

import { mockGateway, type Reply } from '../../src/testing/index.js';
import { rawPost } from './raw-post.js';
import { wordProtocol } from './word-protocol.js';

const GRUSS = 'data: {"w":"Grüße,"}\n\ndata: {"w":" Welt 👋"}\n\ndata: {"end":true}\n\n';
const gruss: Reply = { text: ['Grüße,', ' Welt 👋'] };

/** What fetch makes of a reply. */
async function fetched(reply: Reply): Promise<{ status: number; headers: Headers; text: string; chunks: Buffer[] }> {
  await using gateway = await mockGateway({ protocols: [wordProtocol], script: [reply] });
  const response = await fetch(`${gateway.baseUrl}/words`, { method: 'POST' });
  const chunks: Buffer[] = [];
  for await (const chunk of response.body ?? []) chunks.push(Buffer.from(chunk as Uint8Array));
  return { status: response.status, headers: response.headers, text: Buffer.concat(chunks).toString(), chunks };
}

/** The reads of a reply from a bare socket, up to the end of its chunked body: the head first. */
async function read(reply: Reply): Promise<readonly string[]> {
  await using gateway = await mockGateway({ protocols: [wordProtocol], script: [reply] });
  const { reads, has, socket } = await rawPost(gateway.baseUrl);
  await has('\r\n0\r\n\r\n');
  socket.destroy();
  return reads;
}

function chunk(body: Uint8Array): string {
  return `${body.length.toString(16)}\r\n${Buffer.from(body).toString('latin1')}\r\n`;
}

describe('an answer', () => {
  it('says its text one event per word, and then the terminal', async () => {
    const { status, headers, text } = await fetched({ text: 'Hello, big  world\n' });
    expect([status, headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    expect(text).toBe(['Hello,', ' big ', ' world\n'].map((w) => `data: ${JSON.stringify({ w })}\n\n`).join('') + 'data: {"end":true}\n\n');
  });

  it('says deltas of any kind, and then a late error in the form of its protocol', async () => {
    const { text } = await fetched({
      deltas: [{ type: 'reasoning', text: 'Hm' }, { type: 'text', text: 'Hi' }],
      error: { type: 'overloaded_error', message: 'Overloaded' },
    });
    expect(text).toBe('data: {"r":"Hm"}\n\ndata: {"w":"Hi"}\n\nevent: error\ndata: {"type":"overloaded_error","message":"Overloaded"}\n\n');
  });

  it('says a late error in another form when asked', async () => {
    const error = { type: 'overloaded_error', message: 'Overloaded' };
    expect((await fetched({ text: 'Hi', error, as: 'string', trailing: 'data: [DONE]\n\n' })).text).toBe(
      'data: {"w":"Hi"}\n\ndata: {"error":"Overloaded"}\n\ndata: [DONE]\n\n',
    );
    expect((await fetched({ error, as: ({ message }) => `oops: ${message}` })).text).toBe('oops: Overloaded');
  });

  it('goes on behind the terminal where something trails it', async () => {
    expect((await fetched({ text: 'Hi', trailing: 'garbage' })).text).toBe('data: {"w":"Hi"}\n\ndata: {"end":true}\n\ngarbage');
  });

  it('is kept alive by a comment or a ping before each event', async () => {
    expect((await fetched({ text: 'Hi', heartbeat: true })).text).toBe(
      ': keep-alive\n\ndata: {"w":"Hi"}\n\n: keep-alive\n\ndata: {"end":true}\n\n',
    );
    expect((await fetched({ text: 'Hi', heartbeat: 'event: ping\ndata: {}\n\n' })).text).toMatch(/^event: ping\ndata: \{\}\n\ndata: /);
  });
});

describe('anything else a gateway may say', () => {
  it('is an HTTP failure in the form of the protocol, with headers', async () => {
    const { status, headers, text } = await fetched({
      status: 429, headers: { 'Retry-After': '1', 'set-cookie': ['a=1', 'b=2'] }, error: { type: 'rate_limit_error', message: 'Slow down' },
    });
    expect([status, headers.get('retry-after'), headers.getSetCookie(), headers.get('content-type')]).toEqual([429, '1', ['a=1', 'b=2'], 'application/json']);
    expect(JSON.parse(text)).toEqual({ wordError: { type: 'rate_limit_error', message: 'Slow down' } });
  });

  it.each<[string, Reply, string, string | null]>([
    ['a page', { status: 502, body: '<html>Bad gateway</html>', contentType: 'text/html' }, '<html>Bad gateway</html>', 'text/html'],
    ['plain text', { status: 500, body: 'upstream error' }, 'upstream error', 'text/plain'],
    ['JSON of any form', { status: 402, json: { error: 'Insufficient balance' } }, '{"error":"Insufficient balance"}', 'application/json'],
    ['JSON in place of a stream', { json: [1] }, '[1]', 'application/json'],
    ['a bare status', { status: 503 }, '', null],
    ['nothing', {}, '', null],
    ['raw text', { body: 'data: x\r\n\r\n: half' }, 'data: x\r\n\r\n: half', 'text/event-stream'],
    ['raw bytes', { body: Uint8Array.of(0x68, 0x69) }, 'hi', 'text/event-stream'],
    ['raw events', { events: ['[DONE]', { event: 'x', data: 'a\nb' }] }, 'data: [DONE]\n\nevent: x\ndata: a\ndata: b\n\n', 'text/event-stream'],
    ['raw events and an error', { events: ['1'], error: { type: 't', message: 'm' }, as: 'string' }, 'data: 1\n\ndata: {"error":"m"}\n\n', 'text/event-stream'],
    ['the wrong content type', { ...gruss, contentType: 'text/html' }, GRUSS, 'text/html'],
    ['no content type', { ...gruss, contentType: null }, GRUSS, null],
    ['a content type among the headers', { ...gruss, headers: { 'Content-Type': 'text/plain' } }, GRUSS, 'text/plain'],
  ])('is %s', async (_, reply, body, contentType) => {
    const { status, text, headers } = await fetched(reply);
    expect([status, text, headers.get('content-type')]).toEqual([reply.status ?? 200, body, contentType]);
  });
});

describe('chunks', () => {
  const bytes = Buffer.from(GRUSS);
  const events = GRUSS.split(/(?<=\n\n)/).map((event) => Buffer.from(event));
  const everyByte = Array.from(bytes, (byte) => Buffer.of(byte));

  it.each<[string, Reply['chunks'], Buffer[]]>([
    ['one per event unless told otherwise', undefined, events],
    ['one per event', 'event', events],
    ['one for all', 'whole', [bytes]],
    ['of one byte, which splits code points', { bytes: 1 }, everyByte],
    ['of n bytes', { bytes: 40 }, [bytes.subarray(0, 40), bytes.subarray(40)]],
  ])('are %s, each in a TCP write of its own', async (_, chunks, expected) => {
    const [head, ...reads] = await read({ ...gruss, chunks });
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\n$/);
    expect(head?.toLowerCase()).toContain('\r\ntransfer-encoding: chunked\r\n');
    // What ends the body may share a read with what precedes it.
    expect(reads.join('')).toBe([...expected.map(chunk), '0\r\n\r\n'].join(''));
    expect(reads.slice(0, expected.length - 1)).toEqual(expected.slice(0, -1).map(chunk));
    const seen = (await fetched({ ...gruss, chunks })).chunks;
    expect(seen.map(String)).toEqual(expected.map(String));
  });

  it('cut a raw body behind its blank lines', async () => {
    const [, ...reads] = await read({ body: 'a\n\nb\r\n\r\nc\r\rd' });
    expect(reads.join('')).toBe(['a\n\n', 'b\r\n\r\n', 'c\r\r', 'd'].map((piece) => chunk(Buffer.from(piece))).join('') + '0\r\n\r\n');
  });

  it('keep their order and bytes however slowly they come', async () => {
    const { text, chunks } = await fetched({ ...gruss, chunks: { bytes: 30 }, beforeHeadersMs: 2, betweenChunksMs: 2 });
    expect([text, chunks.length]).toEqual([GRUSS, 3]);
  });
});

describe('framing and compression', () => {
  it('closes the connection behind a close-delimited body', async () => {
    await using gateway = await mockGateway({ protocols: [wordProtocol], script: [{ ...gruss, closeDelimited: true }] });
    const { reads, ended } = await rawPost(gateway.baseUrl);
    expect(await ended).toBe('FIN');
    const [head = '', body = ''] = Buffer.from(reads.join(''), 'latin1').toString().split('\r\n\r\n');
    expect(body).toBe(GRUSS);
    expect(head.toLowerCase()).not.toMatch(/transfer-encoding|content-length/);
    expect(head.toLowerCase()).toContain('\r\nconnection: close');
    expect(await gateway.requests[0]?.closed).toBe('finished');
  });

  it('compresses so that every chunk can be decoded when it arrives', async () => {
    const { headers, text, chunks } = await fetched({ ...gruss, gzip: true });
    expect([headers.get('content-encoding'), text, chunks.map(String)]).toEqual(['gzip', GRUSS, GRUSS.split(/(?<=\n\n)/)]);
  });

  it('leaves the encoding unsaid where the reply wants it so', async () => {
    const { headers, chunks } = await fetched({ ...gruss, gzip: 'unlabelled' });
    expect(headers.get('content-encoding')).toBeNull();
    expect(gunzipSync(Buffer.concat(chunks)).toString()).toBe(GRUSS);
  });
});
