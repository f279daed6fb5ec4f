import { createHook } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { mockGateway } from '../../../src/testing/index.js';
import { post } from '../post.js';
import { rawPost } from '../raw-post.js';
import { wordProtocol } from '../word-protocol.js';

const protocols = [wordProtocol];

describe('close', () => {
  it('leaves nothing open: no socket, no pause, no stall, no port', async () => {
    const hour = 3_600_000;
    using pauses = watchTimers(hour);
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
    while (pauses.running() < 3) await nextTurn();
    await gateway.close();
    expect(gateway.openConnections).toBe(0);
    await Promise.all(clients.map(({ ended }) => ended));
    expect(pauses.running()).toBe(0);
    await expect(post(gateway)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
  });

  it('may be called twice, and at the end of `await using` once more', async () => {
    await using gateway = await mockGateway();
    await Promise.all([gateway.close(), gateway.close()]);
    expect(gateway.close()).toBe(gateway.close());
  });
});

/** Counts the timers of one length that are started from now on and have not fired: those of `node:timers/promises` too. */
function watchTimers(ms: number): { running(): number; [Symbol.dispose](): void } {
  const timers: { readonly _idleTimeout: number; readonly _destroyed: boolean }[] = [];
  const hook = createHook({ init: (_id, type, _trigger, timer: object) => { if (type === 'Timeout') timers.push(timer as (typeof timers)[number]); } }).enable();
  return {
    running: () => timers.filter(({ _idleTimeout, _destroyed }) => _idleTimeout === ms && !_destroyed).length,
    [Symbol.dispose]: () => { hook.disable(); },
  };
}
