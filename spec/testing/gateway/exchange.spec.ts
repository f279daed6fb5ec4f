import { mockGateway } from '../../../src/testing/index.js';
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
