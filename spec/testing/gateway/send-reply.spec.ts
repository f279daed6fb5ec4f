import { once } from 'node:events';

import { mockGateway, type Reply } from '../../../src/testing/index.js';
import { rawPost } from '../raw-post.js';
import { wordProtocol } from '../word-protocol.js';

/** What a reply looks like on the wire. */
async function wireOf(reply: Reply): Promise<string> {
  await using gateway = await mockGateway({ protocols: [wordProtocol], script: [reply] });
  const { socket, reads } = await rawPost(gateway.baseUrl);
  // Listened for at once: the connection may be gone before the gateway has said how the exchange ended.
  const gone = once(socket, 'close');
  const { closed } = await gateway.requestAt(0);
  if ((await closed) === 'finished' && reply.closeDelimited !== true) socket.end();
  await gone;
  return reads.join('');
}

describe('sendReply', () => {
  it('sends the head, each chunk by itself, and the end', async () => {
    const wire = await wireOf({ status: 201, body: 'abcd', chunks: { bytes: 2 } });
    expect(wire).toMatch(/^HTTP\/1\.1 201 /);
    expect(wire).toMatch(/\r\n\r\n2\r\nab\r\n2\r\ncd\r\n0\r\n\r\n$/);
  });

  it('ends a body with its connection where it is told so', async () => {
    const wire = await wireOf({ body: 'abcd', closeDelimited: true });
    expect(wire.toLowerCase()).not.toContain('transfer-encoding');
    expect(wire).toMatch(/\r\n\r\nabcd$/);
  });

  it('sends what comes before a fault, and no end', async () => {
    expect(await wireOf({ body: 'abcd', fault: { kind: 'close', atByte: 2 } })).toMatch(/\r\n\r\n2\r\nab\r\n$/);
    expect(await wireOf({ body: 'abcd', fault: { kind: 'close', beforeHeaders: true } })).toBe('');
  });

  it('beats while it stands still, and goes on when it is resumed', async () => {
    await using gateway = await mockGateway({ protocols: [wordProtocol], script: [{ body: 'abcd', fault: { kind: 'stall', atByte: 2, heartbeatMs: 1 } }] });
    const { socket, reads, has } = await rawPost(gateway.baseUrl);
    await has(': keep-alive\n');
    (await gateway.requestAt(0)).resume();
    await has('\r\ncd\r\n0\r\n\r\n');
    socket.destroy();
    expect(reads.join('')).toMatch(/\r\nab\r\n[^]*: keep-alive\n[^]*\r\ncd\r\n0\r\n\r\n$/);
  });
});
