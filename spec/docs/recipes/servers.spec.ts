import { createServer, type RequestListener, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { jest } from '@jest/globals';
import { messages, streamFrames } from 'framewise';
import { type MockGateway, mockGateway, type Reply } from 'framewise/testing';
import { Hono } from 'hono';

import { respond } from '../../../docs/examples/recipes/respond.js';
import { send } from '../../../docs/examples/recipes/send.js';

interface ExpressApp extends RequestListener {
  post(path: string, ...handlers: unknown[]): void;
}
const express = createRequire(import.meta.url)('express') as (() => ExpressApp) & { json(): unknown };

const overloaded: Reply = { status: 429, headers: { 'retry-after': '120' }, error: { type: 'rate_limit_error', message: 'Slow down' } };
const wrongKey: Reply = { status: 401, error: { type: 'authentication_error', message: 'Bad key sk-1234567890' } };
const late: Reply = { text: ['Hello', ' there'], error: { type: 'overloaded_error', message: 'Overloaded' } };
const endless: Reply = { text: ['Hello', ' there'], fault: { kind: 'stall', afterText: 'Hello' } };

const framesOf = (gateway: MockGateway) => streamFrames(messages, { baseUrl: gateway.baseUrl, apiKey: 'test', body: { model: 'm' } });
const servers: Server[] = [];

/** A way to ask the same route under each server. */
type Ask = (gateway: MockGateway, signal?: AbortSignal) => Promise<Response>;
const asks: Record<string, Ask> = {
  'a plain fetch handler': (gateway, signal = new AbortController().signal) => {
    const handler = (request: Request) => respond(framesOf(gateway), request.signal);
    return handler(new Request('http://server.example/chat', { method: 'POST', body: '{}', signal }));
  },
  Hono: async (gateway, signal) => {
    const app = new Hono();
    app.post('/chat', (context) => respond(framesOf(gateway), context.req.raw.signal));
    return app.request('/chat', { method: 'POST', body: '{}', signal: signal ?? null });
  },
  Express: async (gateway, signal) => {
    const app = express();
    app.post('/chat', express.json(), (_: unknown, res: Parameters<typeof send>[1]) => send(framesOf(gateway), res));
    const server = createServer(app);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return fetch(`http://127.0.0.1:${String(port)}/chat`, { method: 'POST', body: '{}', signal: signal ?? null });
  },
};

beforeAll(() => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterAll(() => {
  jest.restoreAllMocks();
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

describe.each(Object.entries(asks))('%s', (_, ask) => {
  it('sends the answer as events', async () => {
    await using gateway = await mockGateway({ script: [{ text: 'Hello' }] });
    const response = await ask(gateway);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const text = await response.text();
    expect(text).toContain('"text":"Hello"');
    expect(text).toContain('data: {"kind":"terminal"');
  });

  it('has the status of what fails before the first word, and nothing of the upstream', async () => {
    await using gateway = await mockGateway({ script: [overloaded, wrongKey] });
    const first = await ask(gateway);
    expect([first.status, first.headers.get('retry-after'), await first.json()]).toEqual([429, '120', { error: { type: 'rate_limit_error', message: 'Slow down' } }]);
    const second = await ask(gateway);
    expect([second.status, await second.text()]).toEqual([502, '{"error":{"type":"api_error","message":"The model server failed."}}']);
  });

  it('tells a client of an error after the first word', async () => {
    await using gateway = await mockGateway({ script: [late] });
    const response = await ask(gateway);
    expect(response.status).toBe(200);
    expect((await response.text()).trimEnd().split('\n\n').at(-1)).toBe('event: error\ndata: {"error":{"type":"overloaded_error","message":"Overloaded"}}');
  });

  it('hangs up when the client leaves, in the middle of the answer', async () => {
    await using gateway = await mockGateway({ script: [endless] });
    const response = await ask(gateway);
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(await (await gateway.requestAt(0)).closed).toBe('client');
  });

  it('hangs up when the client leaves before the first word', async () => {
    await using gateway = await mockGateway({ script: [{ fault: { kind: 'stall', beforeHeaders: true } }] });
    const client = new AbortController();
    const asked = ask(gateway, client.signal).catch(() => undefined);
    const request = await gateway.requestAt(0);
    client.abort();
    expect(await request.closed).toBe('client');
    await asked;
  });
});
