import { setImmediate as nextTurn } from 'node:timers/promises';

import { type MockGateway, mockGateway } from '../../src/testing/index.js';
import { rawPost } from './raw-post.js';
import { wordProtocol } from './word-protocol.js';

const protocols = [wordProtocol];

function post(gateway: MockGateway, body: unknown = {}, init: RequestInit = {}, path = '/words'): Promise<Response> {
  return fetch(gateway.baseUrl + path, { method: 'POST', body: JSON.stringify(body), ...init });
}

describe('mockGateway', () => {
  it('plays its script in order, one entry per request', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ text: 'one' }, { text: 'two' }] });
    expect(await (await post(gateway)).text()).toBe('data: {"w":"one"}\n\ndata: {"end":true}\n\n');
    expect(await (await post(gateway)).text()).toBe('data: {"w":"two"}\n\ndata: {"end":true}\n\n');
  });

  it('listens where it is told, and says so if it cannot', async () => {
    const gateway = await mockGateway();
    const { baseUrl } = gateway;
    const port = Number(new URL(baseUrl).port);
    await expect(mockGateway({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await gateway.close();
    await using again = await mockGateway({ port });
    expect(again.baseUrl).toBe(baseUrl);
  });

  it('answers 501 with a reason when the script is used up', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ text: 'one' }] });
    await (await post(gateway)).text();
    const response = await post(gateway);
    expect(response.status).toBe(501);
    expect(await response.json()).toEqual({
      wordError: { type: 'mock_gateway_error', message: "the mock gateway's script has no reply for request 2" },
    });
  });

  it('takes an empty script at its word', async () => {
    await using gateway = await mockGateway({ protocols, script: [] });
    expect((await post(gateway)).status).toBe(501);
  });

  it('greets every request when it has no script', async () => {
    await using gateway = await mockGateway({ protocols });
    for (const response of [await post(gateway), await post(gateway)]) {
      expect(response.headers.get('content-type')).toBe('text/event-stream');
      expect(await response.text()).toContain('data: {"w":"Hello"}\n\n');
    }
  });

  it('takes further replies while it runs', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ text: 'one' }] });
    gateway.reply({ text: 'two' }, { text: 'three' });
    const texts = [await post(gateway), await post(gateway), await post(gateway)].map((response) => response.text());
    expect((await Promise.all(texts)).map((text) => /"w":"(\w+)"/.exec(text)?.[1])).toEqual(['one', 'two', 'three']);
  });

  it('stops greeting once it has a reply', async () => {
    await using gateway = await mockGateway({ protocols });
    gateway.reply({ status: 204 });
    expect([(await post(gateway)).status, (await post(gateway)).status]).toEqual([204, 501]);
  });

  it('makes a reply from the request', async () => {
    await using gateway = await mockGateway({
      protocols,
      script: [
        ({ body }) => ({ text: [`You said ${(body as { say: string }).say}`] }),
        (request) => Promise.resolve({ json: { path: request.path, key: request.headers['x-api-key'] } }),
      ],
    });
    expect(await (await post(gateway, { say: 'hi' })).text()).toContain('{"w":"You said hi"}');
    expect(await (await post(gateway, {}, { headers: { 'X-Api-Key': 'k' } })).json()).toEqual({ path: '/words', key: 'k' });
  });

  it('answers 501 with the message when a reply function throws or returns nonsense', async () => {
    await using gateway = await mockGateway({
      protocols,
      script: [
        () => {
          throw new Error('no idea');
        },
        () => ({ txt: 'Hello' }) as object,
        () => ({ text: 'Hello', fault: { kind: 'reset', atByte: 1000 } }),
        () => ({ text: 'Hello', fault: { kind: 'reset', afterText: 'Hullo' } }),
        () => ({ text: 'Hello', fault: { kind: 'end', atEvent: -3 } }),
      ],
    });
    const complaint = async (): Promise<unknown> => {
      const response = await post(gateway);
      return [response.status, ((await response.json()) as { wordError: { message: string } }).wordError.message];
    };
    expect(await complaint()).toEqual([501, 'no idea']);
    expect(await complaint()).toEqual([501, expect.stringMatching(/^script\[1\]\(\): knows no field "txt"/)]);
    expect(await complaint()).toEqual([501, 'fault.atByte: 1000 lies outside of the body, which has 41 bytes']);
    expect(await complaint()).toEqual([501, 'fault.afterText: the text of the answer does not begin with "Hullo"']);
    expect(await complaint()).toEqual([501, 'fault.atEvent: -3 lies outside of the body, which has 2 events']);
  });

  it('answers 404 with the paths it knows, and keeps the script for those', async () => {
    await using gateway = await mockGateway({ protocols, script: [{ text: 'one' }] });
    const response = await post(gateway, {}, {}, '/v1/embeddings');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: {
        type: 'not_found_error',
        message: expect.stringMatching(/paths that end in \/words, \/chat\/completions, .*; this is POST \/v1\/embeddings$/) as string,
      },
    });
    expect((await fetch(`${gateway.baseUrl}/words`)).status).toBe(404);
    expect(gateway.requests.map(({ method, protocol }) => [method, protocol])).toEqual([['POST', undefined], ['GET', undefined]]);
    expect(await (await post(gateway)).text()).toContain('one');
  });

  it('knows a protocol under any base path, with any query', async () => {
    await using gateway = await mockGateway({ protocols });
    await (await post(gateway, {}, {}, '/api/v1/words?beta=true')).text();
    expect(gateway.requests[0]).toMatchObject({ path: '/api/v1/words?beta=true', protocol: wordProtocol });
  });

  it('remembers each request as it came', async () => {
    await using gateway = await mockGateway({ protocols });
    await (await post(gateway, { model: 'm', stream: true }, { headers: { Authorization: 'Bearer k' } })).text();
    await (await fetch(`${gateway.baseUrl}/words`, { method: 'POST', body: 'not JSON' })).text();
    expect(gateway.requests[0]).toMatchObject({
      method: 'POST', path: '/words', headers: { authorization: 'Bearer k' }, body: { model: 'm', stream: true }, protocol: wordProtocol,
    });
    expect(gateway.requests[1]?.body).toBe('not JSON');
  });

  it('lets a spec wait for a request that has not come yet', async () => {
    await using gateway = await mockGateway({ protocols });
    const second = gateway.requestAt(1);
    await (await post(gateway, 'first')).text();
    await (await post(gateway, 'second')).text();
    expect((await second).body).toBe('second');
    expect((await gateway.requestAt(0)).body).toBe('first');
  });

  it('ignores a request whose client leaves before it has sent all of it', async () => {
    await using gateway = await mockGateway({ protocols });
    const { socket } = await rawPost(gateway.baseUrl);
    socket.write('POST /words HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{');
    await gateway.requestAt(0);
    socket.destroy();
    await (await post(gateway, 'whole')).text();
    expect(gateway.requests.map(({ body }) => body)).toEqual([{}, 'whole']);
  });

  it('rejects a bad entry by its place in the script, and appends none of its neighbours', async () => {
    await expect(mockGateway({ script: [{ text: 'one' }, { status: 99 }] })).rejects.toThrow(
      new TypeError('script[1]: status must be a whole number from 200 to 599'),
    );
    await using gateway = await mockGateway({ protocols, script: [{ text: 'one' }] });
    expect(() => {
      gateway.reply({ text: 'two' }, { body: 'x', text: 'three' });
    }).toThrow(new TypeError('script[2]: text and body exclude each other'));
    await (await post(gateway)).text();
    expect((await post(gateway)).status).toBe(501);
  });
});

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

describe('close', () => {
  it('leaves nothing open: no socket, no pause, no stall, no port', async () => {
    const hour = 3_600_000;
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const timersBefore = timers();
    const gateway = await mockGateway({
      protocols,
      script: [
        { text: 'a', beforeHeadersMs: hour },
        { text: ['a', 'b'], betweenChunksMs: hour },
        { text: 'a', fault: { kind: 'reset', afterMs: hour } },
        { text: 'a', fault: { kind: 'stall', heartbeatMs: 1 } },
        { text: 'a', fault: { kind: 'stall', beforeHeaders: true } },
        { text: 'a' },
        () => new Promise(() => undefined),
      ],
    });
    const clients = [];
    for (let sent = 0; sent < 7; sent++) {
      clients.push(await rawPost(gateway.baseUrl));
      await gateway.requestAt(sent);
    }
    expect(gateway.openConnections).toBe(7);
    await gateway.close();
    expect(gateway.openConnections).toBe(0);
    await Promise.all(clients.map(({ ended }) => ended));
    // Jest has timers of its own in this process, of a tenth of a second; one of the gateway's would keep this waiting for an hour.
    while (timers() > timersBefore) await nextTurn();
    await expect(post(gateway)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });

  it('may be called twice, and at the end of `await using` once more', async () => {
    await using gateway = await mockGateway();
    await Promise.all([gateway.close(), gateway.close()]);
    expect(gateway.close()).toBe(gateway.close());
  });

  it('rejects the wait for a request that will not come any more', async () => {
    const gateway = await mockGateway();
    const waiting = gateway.requestAt(0);
    await gateway.close();
    await expect(waiting).rejects.toThrow('requests[0] had not come when the mock gateway was closed');
    await expect(gateway.requestAt(0)).rejects.toThrow('had not come');
  });
});
