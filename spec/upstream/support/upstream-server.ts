import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const answer = 'data: {"choices":[{"index":0,"delta":{"content":"Hi"},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n';

/** The server is failing for everybody. */
export const fail: RequestListener = (_request, response) => response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":{"message":"down"}}');
/** A whole answer, `Hi`. */
export const say: RequestListener = (_request, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end(answer);
/** The same, and the body ends a moment later. */
export const sayAndGoOn: RequestListener = (_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(answer);
  setTimeout(() => response.end(), 2);
};

/** What many clients ask at once, on a port of its own. */
export class UpstreamServer {
  /** When each request came, and for whom: the `x-client` header. */
  readonly requests: { readonly atMs: number; readonly user: string }[] = [];
  /** How many connections were opened. */
  connections = 0;
  readonly #server: Server;

  private constructor(listener: RequestListener) {
    this.#server = createServer((request, response) => {
      this.requests.push({ atMs: performance.now(), user: String(request.headers['x-client']) });
      request.resume();
      listener(request, response);
    });
    this.#server.on('connection', () => { this.connections += 1; });
  }

  static async start(listener: RequestListener): Promise<UpstreamServer> {
    const server = new UpstreamServer(listener);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
