import { EventEmitter, once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect as connectHttp2, createServer as createHttp2Server } from 'node:http2';
import { type AddressInfo, connect } from 'node:net';
import { jest } from '@jest/globals';

import { watchConnections } from '../../src/nestjs/watch-connections.js';
import { startStopwatch } from '../support/stopwatch.js';

describe('watchConnections', () => {
  let server: Server;
  let release: () => void;
  let answering: Promise<[IncomingMessage, ServerResponse]>;

  beforeEach(async () => {
    server = createServer({ keepAliveTimeout: 60_000 });
    answering = once(server, 'request') as typeof answering;
    release = watchConnections(server, 50);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  const port = (): number => (server.address() as AddressInfo).port;

  /** As `app.close()` does it. */
  async function closeInTime(): Promise<void> {
    const closing = startStopwatch();
    release();
    server.close();
    await once(server, 'close');
    expect(closing.elapsedMs()).toBeLessThan(2_000);
  }

  it('closes a connection that has carried no request', async () => {
    const socket = connect(port(), '127.0.0.1');
    await once(server, 'connection');
    await closeInTime();
    await once(socket, 'close');
  });

  it('lets a stream end, and closes its connection then', async () => {
    const agent = new Agent({ keepAlive: true });
    const asked = get({ port: port(), host: '127.0.0.1', agent });
    const [, response] = await answering;
    response.write('Hello');
    const [seen] = (await once(asked, 'response')) as [IncomingMessage];
    const closed = closeInTime();
    response.end(', world');
    let body = '';
    for await (const chunk of seen) body += String(chunk);
    expect(body).toBe('Hello, world');
    await closed;
    agent.destroy();
  });

  it('cuts a client off that does not read the end of its event stream, and leaves those of other answers alone', async () => {
    jest.useFakeTimers();
    const busy = Object.assign(new EventEmitter(), { listening: true });
    const releaseBusy = watchConnections(busy as unknown as Server, 50);
    const cut: string[] = [];
    for (const type of ['application/zip', 'text/event-stream', 'text/event-stream; charset=utf-8']) {
      busy.emit('request', {}, Object.assign(new EventEmitter(), { getHeader: () => type, destroy: () => cut.push(type) }));
    }
    releaseBusy();
    jest.advanceTimersByTime(49);
    expect(cut).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(cut).toEqual(['text/event-stream', 'text/event-stream; charset=utf-8']);
    busy.emit('close');
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
    await closeInTime();
  });

  it('closes a connection of HTTP/2 behind its last stream', async () => {
    const http2 = createHttp2Server();
    const releaseHttp2 = watchConnections(http2 as unknown as Server);
    http2.listen(0, '127.0.0.1');
    await once(http2, 'listening');
    const session = connectHttp2(`http://127.0.0.1:${String((http2.address() as AddressInfo).port)}`);
    const asked = session.request({ ':path': '/' }).setEncoding('utf8');
    const [, response] = (await once(http2, 'request')) as [unknown, ServerResponse];
    response.write('Hello');
    await once(asked, 'readable');
    const closed = [once(http2, 'close'), once(session, 'close')];
    releaseHttp2();
    http2.close();
    response.end(', world');
    let body = '';
    for await (const chunk of asked) body += String(chunk);
    expect(body).toBe('Hello, world');
    await Promise.all(closed);
    await closeInTime();
  });

  it('does nothing to a server that has closed already', async () => {
    server.close();
    await once(server, 'close');
    expect(release).not.toThrow();
  });
});
