import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';

import { chatCompletions } from '../../../src/protocols/chat-completions/protocol.js';
import { streamFrames } from '../../../src/stream-frames.js';
import { mockGateway } from '../../../src/testing/index.js';
import { failureOf } from '../../support/failure-of.js';
import { selfSigned } from '../../support/self-signed.js';

const from = (baseUrl: string) => streamFrames(chatCompletions, { baseUrl, apiKey: 'test', body: { model: 'm' } });

describe('a request over TLS', () => {
  it('is refused for good where nobody vouches for the certificate, and says what to do', async () => {
    const server = createServer(selfSigned, (_, response) => { response.end(); }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const error = await failureOf(from(`https://localhost:${String((server.address() as AddressInfo).port)}`));
    expect(error).toMatchObject({ type: 'untrusted_certificate', origin: 'transport', retryable: false, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(error.advice).toContain('NODE_EXTRA_CA_CERTS');
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('to a server without TLS is a failed connection', async () => {
    await using gateway = await mockGateway();
    expect(await failureOf(from(gateway.baseUrl.replace('http:', 'https:')))).toMatchObject({ type: 'connection_failed', origin: 'transport' });
  });
});
