import { mockGateway, type Reply } from '../../../src/testing/index.js';
import { post } from '../post.js';
import { rawPost } from '../raw-post.js';
import { wordProtocol } from '../word-protocol.js';

const protocols = [wordProtocol];

describe('the end of an exchange', () => {
  it('is finished when the response is complete', async () => {
    await using gateway = await mockGateway({ protocols });
    await (await post(gateway)).text();
    expect(await gateway.requests[0]?.closed).toBe('finished');
  });

  it('is the client when it aborts, before the headers as well as after the last byte', async () => {
    await using gateway = await mockGateway({
      protocols,
      script: [{ text: 'Hello', fault: { kind: 'stall', beforeHeaders: true } }, { text: 'Hello', fault: { kind: 'stall' } }],
    });
    const early = new AbortController();
    const outcome = post(gateway, {}, { signal: early.signal }).then(() => 'answered', (error: unknown) => (error as Error).name);
    const first = await gateway.requestAt(0);
    early.abort();
    expect([await outcome, await first.closed]).toEqual(['AbortError', 'client']);

    const late = new AbortController();
    const reader = (await post(gateway, {}, { signal: late.signal })).body?.getReader();
    await reader?.read();
    await reader?.read();
    late.abort();
    expect(await gateway.requests[1]?.closed).toBe('client');
  });

  it('is the client when it leaves in the middle of a body it does not read', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ body: new Uint8Array(32 << 20), chunks: { bytes: 1 << 20 } }] });
    const { socket } = await rawPost(gateway.baseUrl);
    socket.pause();
    const request = await gateway.requestAt(0);
    socket.destroy();
    expect([await request.closed, gateway.openConnections]).toEqual(['client', 0]);
  });

  it('is the gateway when a scripted fault broke the connection', async () => {
    await using gateway = await mockGateway({
      protocols,
      script: [{ text: 'Hello', fault: { kind: 'reset', beforeHeaders: true } }, { text: 'Hello', fault: { kind: 'close', atByte: 3 } }],
    });
    await (await rawPost(gateway.baseUrl)).ended;
    await (await rawPost(gateway.baseUrl)).ended;
    expect(await Promise.all(gateway.requests.map(({ closed }) => closed))).toEqual(['gateway', 'gateway']);
  });

  it('is the gateway when that is closed first', async () => {
    const gateway = await mockGateway({ protocols, script: [{ text: 'Hello', fault: { kind: 'stall' } }] });
    const { ended } = await rawPost(gateway.baseUrl);
    const { closed } = await gateway.requestAt(0);
    await gateway.close();
    expect([await closed, await ended]).toEqual(['gateway', 'FIN']);
  });
});

describe('a response in the hand of a spec', () => {
  const first = 'data: {"w":"Hello,"}\n\n';
  const all = `${first}data: {"w":" world"}\n\ndata: {"end":true}\n\n`;
  const stalled: Reply = { text: 'Hello, world', fault: { kind: 'stall', afterText: 'Hello,' } };

  /** A client of another process, as far as the gateway can tell: it knows of it only what comes over the socket. */
  async function opened(entry: Reply) {
    const gateway = await mockGateway({ protocols, script: [entry] });
    const client = await rawPost(gateway.baseUrl);
    return { gateway, client, request: await gateway.requestAt(0), [Symbol.asyncDispose]: () => gateway.close() };
  }

  it('tells when its scripted stall is reached: everything before that place is sent, and nothing after it', async () => {
    await using open = await opened(stalled);
    expect(await open.request.stalled).toBe(true);
    await open.client.has(first);
    expect(open.client.reads.join('')).not.toContain('world');
  });

  it.each(['reset', 'close'] as const)('breaks by %s at the moment that is chosen', async (how) => {
    await using open = await opened(stalled);
    await open.client.has(first);
    open.request.break(how);
    expect(await open.client.ended).toBe(how === 'reset' ? 'ECONNRESET' : 'FIN');
    expect([await open.request.closed, open.client.reads.join('').includes('world')]).toEqual(['gateway', false]);
  });

  it('ends its body cleanly, and keeps the connection', async () => {
    await using open = await opened(stalled);
    await open.client.has(first);
    open.request.break('end');
    await open.client.has('\r\n0\r\n\r\n');
    expect([await open.request.closed, open.gateway.openConnections]).toEqual(['finished', 1]);
    expect(open.client.reads.join('')).not.toContain('world');
  });

  it('goes on behind its scripted stall with all that the script says', async () => {
    await using open = await opened(stalled);
    await open.request.stalled;
    open.request.resume();
    await open.client.has('\r\n0\r\n\r\n');
    expect(open.client.reads.join('')).toContain('world');
    expect(await open.request.closed).toBe('finished');
  });

  it.each<[string, Reply]>([
    ['before its headers', { text: 'Hello, world', fault: { kind: 'stall', beforeHeaders: true } }],
    ['inside an event', { text: 'Hello, world', fault: { kind: 'stall', atByte: 30 } }],
    ['inside a chunk that holds all of it', { text: 'Hello, world', chunks: 'whole', fault: { kind: 'stall', atByte: 30 } }],
    ['with heartbeats', { text: 'Hello, world', heartbeat: '', fault: { kind: 'stall', atEvent: 1, heartbeatMs: 1 } }],
    ['compressed', { text: 'Hello, world', gzip: true, fault: { kind: 'stall', atEvent: 1 } }],
  ])('is whole again after a stall %s', async (_, reply) => {
    await using gateway = await mockGateway({ protocols, script: [reply] });
    const answer = post(gateway).then((response) => response.text());
    const request = await gateway.requestAt(0);
    expect(await request.stalled).toBe(true);
    request.resume();
    expect(await answer).toBe(all);
  });

  it('passes a scripted stall without a stop if it is resumed before', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ ...stalled, beforeHeadersMs: 1 }] });
    const answer = post(gateway).then((response) => response.text());
    const request = await gateway.requestAt(0);
    request.resume();
    expect([await answer, await request.stalled]).toEqual([all, false]);
  });

  it('is held by hand, before the first byte or between two, and let go again', async () => {
    await using gateway = await mockGateway({
      protocols,
      script: [
        (request) => {
          request.stall();
          void request.stalled.then(() => { heldBefore(); });
          return { text: 'Hello, world' };
        },
      ],
    });
    let heldBefore = (): void => undefined;
    const held = new Promise<void>((resolve) => { heldBefore = resolve; });
    let answered = false;
    const answer = post(gateway).then((response) => {
      answered = true;
      return response.text();
    });
    await held;
    expect(answered).toBe(false);
    const request = await gateway.requestAt(0);
    request.resume();
    expect(await answer).toBe(all);
  });

  it('breaks before its headers, while its script is still thinking', async () => {
    await using gateway = await mockGateway({ protocols, script: [() => new Promise(() => undefined)] });
    const client = await rawPost(gateway.baseUrl);
    (await gateway.requestAt(0)).break('end');
    expect([await client.ended, client.reads]).toEqual(['FIN', []]);
  });

  it('does not mind a hand that comes too late', async () => {
    await using gateway = await mockGateway({ protocols });
    await (await post(gateway)).text();
    const request = await gateway.requestAt(0);
    await request.closed;
    request.stall();
    request.break('reset');
    request.resume();
    expect([await request.closed, await request.stalled, gateway.openConnections]).toEqual(['finished', false, 1]);
  });

  it('tells of no stall, and stands in nobody\'s way, when the client leaves it', async () => {
    await using open = await opened(stalled);
    await open.request.stalled;
    open.client.socket.destroy();
    expect(await open.request.closed).toBe('client');
    open.request.resume();
  });
});
