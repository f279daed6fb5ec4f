import { mockGateway } from '../../../src/testing/index.js';
import { post } from '../post.js';
import { wordProtocol } from '../word-protocol.js';

const protocols = [wordProtocol];
const preflight = {
  method: 'OPTIONS',
  headers: { origin: 'http://app.test', 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' },
};

describe('a gateway with cors', () => {
  it('answers a preflight, which is no request and uses up no reply', async () => {
    await using gateway = await mockGateway({ protocols, cors: true, script: [{ text: 'one' }] });
    const response = await fetch(`${gateway.baseUrl}/words`, preflight);
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': 'http://app.test',
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization,content-type',
      vary: 'origin',
    });
    expect([gateway.requests, gateway.requestCount]).toEqual([[], 0]);
    expect(await (await post(gateway)).text()).toContain('one');
  });

  it('allows what lies in a private network where a browser asks for that', async () => {
    await using gateway = await mockGateway({ protocols, cors: true });
    const headers = { ...preflight.headers, 'access-control-request-private-network': 'true' };
    const response = await fetch(`${gateway.baseUrl}/words`, { ...preflight, headers });
    expect(response.headers.get('access-control-allow-private-network')).toBe('true');
  });

  it('lets the page read every response and all its headers, those of its own complaints too', async () => {
    await using gateway = await mockGateway({ protocols, cors: true, script: [{ text: 'Hi', headers: { 'x-request-id': 'r1', 'retry-after': '1' } }] });
    const ask = async (path?: string): Promise<unknown> => {
      const { status, headers } = await post(gateway, {}, { headers: { origin: 'http://app.test' } }, path);
      return [status, headers.get('access-control-allow-origin'), headers.get('access-control-expose-headers')];
    };
    expect(await ask()).toEqual([200, 'http://app.test', 'content-type, x-request-id, retry-after']);
    expect(await ask()).toEqual([501, 'http://app.test', 'content-type']);
    expect(await ask('/nothing')).toEqual([404, 'http://app.test', 'content-type']);
  });

  it('yields to the headers of a reply', async () => {
    await using gateway = await mockGateway({ protocols, cors: true, script: [{ headers: { 'Access-Control-Allow-Origin': 'http://other.test' } }] });
    expect((await post(gateway)).headers.get('access-control-allow-origin')).toBe('http://other.test');
  });

  it('is off unless asked for: a preflight is a request like another then', async () => {
    await using gateway = await mockGateway({ protocols });
    const response = await fetch(`${gateway.baseUrl}/words`, preflight);
    expect([response.status, response.headers.get('access-control-allow-origin'), gateway.requestCount]).toEqual([404, null, 1]);
  });
});
