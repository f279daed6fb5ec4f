import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** What matters here of a server, which may be one of HTTP/2 that has no idle connections. */
type AnyServer = Pick<Server, 'listening' | 'on' | 'once'> & Partial<Pick<Server, 'closeIdleConnections'>>;

const EVERY_MS = 50;

/**
 * Returns a function that lets a server close in time: from its call on, connections close as soon as they have nothing more to carry.
 *
 * A server that closes ends the connections that are idle at that moment, and waits for the others. One whose stream ends a little later
 * is kept alive for the next request, 5 s on Express and 72 s on Fastify. One that has carried no request yet counts as busy, and clients
 * open such: browsers ahead of time, the `fetch` of Node after an abort.
 */
export function watchConnections(server: AnyServer): () => void {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () => {
    if (!server.listening) return;
    const release = (): void => {
      server.closeIdleConnections?.();
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    };
    release();
    const timer = setInterval(release, EVERY_MS);
    // Where the server does not close after all, this keeps nobody alive.
    timer.unref();
    server.once('close', () => { clearInterval(timer); });
  };
}
