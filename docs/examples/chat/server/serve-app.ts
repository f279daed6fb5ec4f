import { createReadStream, existsSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.ico': 'image/x-icon' };

/** A built application, and servers behind its own `/api`. */
export interface ServedApp extends AsyncDisposable {
  readonly url: string;
}

/** Where an application is served, and what stands behind it. */
export interface ServeOptions {
  /** The server behind a path below `/api`. */
  readonly serverOf: (path: string) => string;
  /** What renders the page. Left out: it is a file. */
  readonly renderer?: string | undefined;
  /** Default: a free one. */
  readonly port?: number | undefined;
}

/** Serves a built application, and passes what begins with `/api` on to the server that is behind the rest of the path. */
export async function serveApp(folder: string, { serverOf, renderer, port = 0 }: ServeOptions): Promise<ServedApp> {
  const server = createServer((incoming, outgoing) => {
    const whole = incoming.url ?? '/';
    const path = whole.split('?', 1)[0] ?? '/';
    if (path.startsWith('/api/')) {
      const rest = whole.slice('/api'.length);
      passTo(serverOf(rest) + rest, incoming, outgoing);
    } else if (path === '/' && renderer !== undefined) {
      passTo(renderer + whole, incoming, outgoing);
    } else if (path === '/user') {
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"name":"Ada"}');
    } else {
      sendFile(folder, path === '/' ? 'index.html' : path, outgoing);
    }
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function passTo(url: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const upstream = request(url, { method: incoming.method, headers: incoming.headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    outgoing.flushHeaders();
    answer.pipe(outgoing);
    answer.on('error', () => outgoing.destroy());
  });
  upstream.on('error', () => outgoing.destroy());
  outgoing.on('close', () => upstream.destroy());
  incoming.pipe(upstream);
}

function sendFile(folder: string, path: string, outgoing: ServerResponse): void {
  const file = join(folder, path);
  if (!file.startsWith(folder) || !existsSync(file)) {
    outgoing.writeHead(404).end();
    return;
  }
  outgoing.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(outgoing);
}
