import { mockGateway } from '../../../src/testing/index.js';
import { post } from '../post.js';
import { wordProtocol } from '../word-protocol.js';

const protocols = [wordProtocol];

describe('the log of requests', () => {
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

  it('rejects the wait for a request that will not come any more', async () => {
    const gateway = await mockGateway();
    const waiting = gateway.requestAt(0);
    await gateway.close();
    await expect(waiting).rejects.toThrow('requests[0] had not come when the mock gateway was closed');
    await expect(gateway.requestAt(0)).rejects.toThrow('had not come');
  });

  it('keeps the last requests only, where it is told how many, and still counts and numbers all of them', async () => {
    await using gateway = await mockGateway({ protocols, keepRequests: 2 });
    const fourth = gateway.requestAt(3);
    for (const say of ['a', 'b', 'c', 'd']) await (await post(gateway, say)).text();
    expect([gateway.requests.map(({ body }) => body), gateway.requestCount]).toEqual([['c', 'd'], 4]);
    expect([(await gateway.requestAt(2)).body, (await fourth).body]).toEqual(['c', 'd']);
    await expect(gateway.requestAt(1)).rejects.toThrow('requests[1] is not kept: the mock gateway keeps the last 2');
  });

  it('may keep none', async () => {
    await using gateway = await mockGateway({ protocols, keepRequests: 0 });
    const first = gateway.requestAt(0);
    await (await post(gateway, 'a')).text();
    expect([gateway.requests, gateway.requestCount, (await first).body]).toEqual([[], 1, 'a']);
  });
});
