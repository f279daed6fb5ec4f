import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** What matters here of a server, which may be one of HTTP/2 that has no idle connections. */
type AnyServer = Pick<Server, 'listening' | 'on' | 'once'> & Partial<Pick<Server, 'closeIdleConnections'>>;

/** What matters of a response. One of HTTP/2 has a stream of its own on a connection that others share. */
type AnyResponse = Pick<ServerResponse, 'getHeader' | 'once' | 'destroy'> & { readonly stream?: Pick<Socket, 'destroy'> };

/** A connection of HTTP/2, which stays open however little it carries. */
interface Session {
  close(): void;
  once(event: 'close', listener: () => void): unknown;
}

const EVERY_MS = 50;

/**
 * Returns a function that lets a server close in time: from its call on, connections close as soon as they have nothing more to carry.
 *
 * A server that closes ends the connections that are idle at that moment, and waits for the others. One whose stream ends a little later
 * is kept alive for the next request, 5 s on Express and 72 s on Fastify. One that has carried no request yet counts as busy, and clients
 * open such: browsers ahead of time, the `fetch` of Node after an abort. And a client that does not read keeps its stream from ending.
 *
 * @param readEndMs so long may the clients of event streams take to read their last events.
 */
export function watchConnections(server: AnyServer, readEndMs = 3_000): () => void {
  const open = new Set<Socket>();
  const sessions = new Set<Session>();
  const answering = new Set<AnyResponse>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('session', (session: Session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  server.on('request', (_: unknown, response: AnyResponse) => {
    answering.add(response);
    response.once('close', () => answering.delete(response));
  });
  return () => {
    if (!server.listening) return;
    const release = (): void => {
      server.closeIdleConnections?.();
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    };
    release();
    for (const session of sessions) session.close(); // behind its last stream
    const timer = setInterval(release, EVERY_MS);
    const lastTimer = setTimeout(() => {
      for (const response of answering) if (isEventStream(response)) (response.stream ?? response).destroy();
    }, readEndMs);
    // Where the server does not close after all, these keep nobody alive.
    timer.unref();
    lastTimer.unref();
    server.once('close', () => {
      clearInterval(timer);
      clearTimeout(lastTimer);
    });
  };
}

function isEventStream(response: AnyResponse): boolean {
  return String(response.getHeader('content-type')).startsWith('text/event-stream');
}
