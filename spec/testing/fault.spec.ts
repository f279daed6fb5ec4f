import { constants, gunzipSync } from 'node:zlib';

import { type Fault, mockGateway, type Reply } from '../../src/testing/index.js';
import { rawPost } from './raw-post.js';
import { wordProtocol } from './word-protocol.js';

const protocols = [wordProtocol];
const HELLO = 'data: {"w":"Hello,"}\n\ndata: {"w":" world"}\n\ndata: {"end":true}\n\n';
const hello: Reply = { text: 'Hello, world' };

/** What fetch gets of a reply that breaks: the text before the break, and the code of what broke it. */
async function fetched(reply: Reply): Promise<[text: string, end: string]> {
  await using gateway = await mockGateway({ protocols, script: [reply] });
  let text = '';
  try {
    const response = await fetch(`${gateway.baseUrl}/words`, { method: 'POST' });
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) text += decoder.decode(chunk, { stream: true });
    return [text, 'clean'];
  } catch (error) {
    return [text, ((error as Error).cause as NodeJS.ErrnoException).code ?? ''];
  }
}

/** All that a bare socket reads of a reply, without the head, and how the connection ended. */
async function raw(reply: Reply): Promise<[body: string, end: string]> {
  await using gateway = await mockGateway({ protocols, script: [reply] });
  const { reads, ended } = await rawPost(gateway.baseUrl);
  const end = await ended;
  const all = reads.join('');
  return [all.slice(all.indexOf('\r\n\r\n') + 4), end];
}

function chunked(...pieces: string[]): string {
  return pieces.map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`).join('');
}

describe('the kind of a fault', () => {
  const atByte = 5;

  it.each<[Fault, [string, string], [string, string]]>([
    [{ kind: 'reset', atByte }, ['data:', 'ECONNRESET'], ['data:', 'ECONNRESET']],
    [{ kind: 'close', atByte }, ['data:', 'UND_ERR_SOCKET'], ['data:', 'FIN']],
    [{ kind: 'reset', beforeHeaders: true }, ['', 'ECONNRESET'], ['', 'ECONNRESET']],
    [{ kind: 'close', beforeHeaders: true }, ['', 'UND_ERR_SOCKET'], ['', 'FIN']],
    [{ kind: 'reset', atByte: 0 }, ['', 'ECONNRESET'], ['', 'ECONNRESET']],
    [{ kind: 'close' }, [HELLO, 'UND_ERR_SOCKET'], [HELLO, 'FIN']],
    [{ kind: 'reset' }, [HELLO, 'ECONNRESET'], [HELLO, 'ECONNRESET']],
  ])('decides how the connection breaks: %j', async (fault, seenByFetch, seenBySocket) => {
    const reply: Reply = { ...hello, chunks: 'whole', fault };
    expect(await fetched(reply)).toEqual(seenByFetch);
    const [sent, end] = seenBySocket;
    expect(await raw(reply)).toEqual([sent === '' ? '' : chunked(sent), end]);
  });

  it('ends the body cleanly and keeps the connection for the next request', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ ...hello, fault: { kind: 'end', atByte } }, {}] });
    const { socket, has } = await rawPost(gateway.baseUrl);
    await has(`\r\n\r\n${chunked('data:')}0\r\n\r\n`);
    socket.write('POST /words HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n');
    await gateway.requestAt(1);
    expect([gateway.openConnections, await gateway.requests[0]?.closed]).toEqual([1, 'finished']);
    expect(await fetched({ ...hello, fault: { kind: 'end', atByte } })).toEqual(['data:', 'clean']);
  });

  it('stalls: what was sent arrives, and the connection stays open until the client leaves', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ ...hello, chunks: 'whole', fault: { kind: 'stall', atByte } }] });
    const { reads, has, socket } = await rawPost(gateway.baseUrl);
    await has(chunked('data:'));
    expect(reads.join('')).toMatch(/\r\n\r\n5\r\ndata:\r\n$/);
    expect(gateway.openConnections).toBe(1);
    socket.end();
    expect(await gateway.requests[0]?.closed).toBe('client');
  });

  it('leaves the socket open behind the terminal when a stall names no place', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ ...hello, fault: { kind: 'stall' } }] });
    const response = await fetch(`${gateway.baseUrl}/words`, { method: 'POST' });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.endsWith('data: {"end":true}\n\n')) text += (await reader?.read())?.value ?? '';
    expect([text, gateway.openConnections]).toEqual([HELLO, 1]);
    await reader?.cancel();
    expect(await gateway.requests[0]?.closed).toBe('client');
  });

  it('lets only heartbeats through a stall that has them, until the client leaves', async () => {
    const fault: Fault = { kind: 'stall', atEvent: 1, heartbeatMs: 1 };
    await using gateway = await mockGateway({ protocols, script: [{ ...hello, fault }, { ...hello, heartbeat: 'event: ping\n\n', fault }] });
    const comments = await rawPost(gateway.baseUrl);
    await comments.has(chunked('data: {"w":"Hello,"}\n\n', ': keep-alive\n\n', ': keep-alive\n\n', ': keep-alive\n\n'));
    const pings = await rawPost(gateway.baseUrl);
    await pings.has(chunked('event: ping\n\ndata: {"w":"Hello,"}\n\n', 'event: ping\n\n', 'event: ping\n\n'));
    comments.socket.destroy();
    pings.socket.destroy();
    expect(await Promise.all(gateway.requests.map(({ closed }) => closed))).toEqual(['client', 'client']);
  });

  it('looks like a clean end where the body is close-delimited, which is why only a terminal proves an answer whole', async () => {
    for (const kind of ['close', 'end'] as const) {
      expect(await fetched({ ...hello, closeDelimited: true, fault: { kind, atByte } })).toEqual(['data:', 'clean']);
    }
    expect(await raw({ ...hello, closeDelimited: true, fault: { kind: 'reset', atByte } })).toEqual(['data:', 'ECONNRESET']);
  });
});

describe('the place of a fault', () => {
  it.each<[Partial<Fault>, string]>([
    [{ atByte: 0 }, ''],
    [{ atByte: 21 }, HELLO.slice(0, 21)],
    [{ atByte: -1 }, HELLO.slice(0, -1)],
    [{ atByte: HELLO.length }, HELLO],
    [{ atEvent: 0 }, ''],
    [{ atEvent: 1 }, 'data: {"w":"Hello,"}\n\n'],
    [{ atEvent: -1 }, 'data: {"w":"Hello,"}\n\ndata: {"w":" world"}\n\n'],
    [{ atEvent: 3 }, HELLO],
    [{ afterText: 'Hello' }, 'data: {"w":"Hello"}\n\n'],
    [{ afterText: 'Hello,' }, 'data: {"w":"Hello,"}\n\n'],
    [{ afterText: 'Hello, w' }, 'data: {"w":"Hello,"}\n\ndata: {"w":" w"}\n\n'],
    [{ afterText: 'Hello, world' }, 'data: {"w":"Hello,"}\n\ndata: {"w":" world"}\n\n'],
  ])('is exact: %j', async (place, text) => {
    expect(await fetched({ ...hello, fault: { kind: 'end', ...place } })).toEqual([text, 'clean']);
  });

  it('is the same in every chunking', async () => {
    for (let atByte = 0; atByte <= HELLO.length; atByte += 7) {
      for (const chunks of ['event', 'whole', { bytes: 1 }, { bytes: 4 }] as const) {
        expect(await fetched({ ...hello, chunks, fault: { kind: 'end', atByte } })).toEqual([HELLO.slice(0, atByte), 'clean']);
      }
    }
  });

  it('counts the text over reasoning and other deltas', async () => {
    const [text] = await fetched({
      deltas: [{ type: 'reasoning', text: 'Hello' }, { type: 'text', text: 'He' }, { type: 'reasoning', text: 'x' }, { type: 'text', text: 'llo' }],
      fault: { kind: 'end', afterText: 'Hel' },
    });
    expect(text).toBe('data: {"r":"Hello"}\n\ndata: {"w":"He"}\n\ndata: {"r":"x"}\n\ndata: {"w":"l"}\n\n');
  });

  it('is counted before compression; the trailer of a truncated gzip is missing', async () => {
    const [body, end] = await raw({ ...hello, gzip: 'unlabelled', chunks: 'whole', closeDelimited: true, fault: { kind: 'end', atByte: 9 } });
    const bytes = Buffer.from(body, 'latin1');
    expect(end).toBe('FIN');
    expect(() => gunzipSync(bytes)).toThrow('unexpected end of file');
    expect(gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).toString()).toBe(HELLO.slice(0, 9));
    // What undici makes of it is a clean end, on purpose (nodejs/undici#2126).
    expect(await fetched({ ...hello, gzip: true, fault: { kind: 'end', atByte: 9 } })).toEqual([HELLO.slice(0, 9), 'clean']);
    // Unzipping is done by another thread, which a busy machine keeps waiting for longer than the default.
    expect(await fetched({ ...hello, gzip: true, fault: { kind: 'reset', atEvent: 1, afterMs: 500 } })).toEqual(['data: {"w":"Hello,"}\n\n', 'ECONNRESET']);
  });

  it('holds for raw bodies and raw events as well', async () => {
    expect(await fetched({ body: 'data: 1\n\ndata: 2\n\n', fault: { kind: 'end', atEvent: 1 } })).toEqual(['data: 1\n\n', 'clean']);
    expect(await fetched({ events: ['1', '2'], fault: { kind: 'end', atEvent: -1 } })).toEqual(['data: 1\n\n', 'clean']);
    expect(await fetched({ status: 500, body: 'upstream error', fault: { kind: 'close', atByte: 8 } })).toEqual(['upstream', 'UND_ERR_SOCKET']);
  });
});
