import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { chatCompletions, reliably, streamFrames, text } from 'framewise';
import { mockGateway, writeAnswer } from 'framewise/testing';
import { lastValueFrom } from 'rxjs';

import { failureOf } from '../../support/failure-of.js';
import { selfSigned } from '../../support/self-signed.js';

const servers: Server[] = [];

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

/** A proxy that keeps whom it was asked for. */
function openProxy(asked: (string | undefined)[]): Server {
  return createServer().on('connect', (request, socket, head) => {
    asked.push(request.url);
    const upstream = connect(Number(request.url?.split(':')[1]), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.write(head);
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
}

const throughProxy: (string | undefined)[] = [];
let recipe: typeof import('../../../docs/examples/recipes/through-a-proxy.js');

beforeAll(async () => {
  const { HTTP_PROXY, NO_PROXY } = process.env;
  Object.assign(process.env, { HTTP_PROXY: `http://${await listen(openProxy(throughProxy))}`, NO_PROXY: '' });
  // The environment is read when the module loads.
  recipe = await import('../../../docs/examples/recipes/through-a-proxy.js');
  for (const [name, value] of Object.entries({ HTTP_PROXY, NO_PROXY })) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
});

it('a request goes through the proxy that the environment names', async () => {
  await using gateway = await mockGateway({ script: [{ text: 'Hello' }] });
  const frames = streamFrames(chatCompletions, { baseUrl: gateway.baseUrl, apiKey: 'key-0123456789', body: {}, fetch: recipe.proxied });
  expect(await lastValueFrom(frames.pipe(reliably(), text()))).toBe('Hello');
  expect(throughProxy).toEqual([new URL(gateway.baseUrl).host]);
});

it('a certificate of an authority of your own is trusted, where it is named', async () => {
  const host = await listen(createTlsServer(selfSigned, (request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(writeAnswer(chatCompletions, { text: 'Hello' }));
  }));
  const request = { baseUrl: `https://${host.replace('127.0.0.1', 'localhost')}`, apiKey: 'key-0123456789', body: {} };
  expect(await failureOf(streamFrames(chatCompletions, request))).toMatchObject({ type: 'untrusted_certificate' });
  expect(await lastValueFrom(streamFrames(chatCompletions, { ...request, fetch: recipe.trusting(selfSigned.cert) }).pipe(reliably(), text()))).toBe('Hello');
});

it('a slow model is waited for', async () => {
  await using gateway = await mockGateway({ script: [{ text: 'Hello' }] });
  expect(await lastValueFrom(recipe.askSlowly({ baseUrl: gateway.baseUrl, apiKey: '', body: {} }).pipe(reliably(), text()))).toBe('Hello');
});
