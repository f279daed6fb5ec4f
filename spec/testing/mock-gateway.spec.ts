import { mockGateway } from '../../src/testing/index.js';
import { post } from './post.js';
import { rawPost } from './raw-post.js';
import { wordProtocol } from './word-protocol.js';

const protocols = [wordProtocol];

describe('mockGateway', () => {
  it('listens where it is told, and says so if it cannot', async () => {
    const gateway = await mockGateway();
    const { baseUrl } = gateway;
    const port = Number(new URL(baseUrl).port);
    await expect(mockGateway({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await gateway.close();
    await using again = await mockGateway({ port });
    expect(again.baseUrl).toBe(baseUrl);
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

  it('ignores a request whose client leaves before it has sent all of it', async () => {
    await using gateway = await mockGateway({ protocols });
    const { socket } = await rawPost(gateway.baseUrl);
    socket.write('POST /words HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n{');
    await gateway.requestAt(0);
    socket.destroy();
    await (await post(gateway, 'whole')).text();
    expect(gateway.requests.map(({ body }) => body)).toEqual([{}, 'whole']);
  });

});

