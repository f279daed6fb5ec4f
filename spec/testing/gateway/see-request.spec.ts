import { once } from 'node:events';
import { connect } from 'node:net';

import { mockGateway } from '../../../src/testing/index.js';
import { post } from '../post.js';
import { wordProtocol } from '../word-protocol.js';

describe('seeRequest', () => {
  it('sees all that was sent, names of headers in lower case', async () => {
    await using gateway = await mockGateway({ protocols: [wordProtocol] });
    await (await post(gateway, { a: 1 }, { headers: { 'X-One': '1' } }, '/words?key=1')).text();
    expect(gateway.requests[0]).toMatchObject({ method: 'POST', path: '/words?key=1', headers: { 'x-one': '1' }, body: { a: 1 }, protocol: wordProtocol });
  });

  it('keeps a body that is no JSON as text', async () => {
    await using gateway = await mockGateway({ protocols: [wordProtocol] });
    await (await post(gateway, undefined, { body: '{"a":' })).text();
    expect(gateway.requests[0]?.body).toBe('{"a":');
  });

  it('does not see a request whose client left before it had sent all of it', async () => {
    await using gateway = await mockGateway({ protocols: [wordProtocol] });
    const socket = connect(Number(new URL(gateway.baseUrl).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.end('POST /words HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{');
    socket.resume();
    await once(socket, 'close');
    await (await post(gateway)).text();
    expect(gateway.requestCount).toBe(1);
  });
});
