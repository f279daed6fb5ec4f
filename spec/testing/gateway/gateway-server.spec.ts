import { setImmediate as nextTurn } from 'node:timers/promises';

import { mockGateway } from '../../../src/testing/index.js';
import { post } from '../post.js';
import { rawPost } from '../raw-post.js';
import { wordProtocol } from '../word-protocol.js';

const protocols = [wordProtocol];

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
});
