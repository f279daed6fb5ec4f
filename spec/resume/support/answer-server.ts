import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** The ways in which a connection may break behind an event. `refuse` is a reset whose first resume is a 503. */
export const breaks = ['reset', 'cut', 'stall', 'refuse', 'partial'] as const;
export type Break = (typeof breaks)[number];

/** What the server does with one connection: it breaks behind so many events of it, or sends all. */
export interface Plan {
  readonly how: Break;
  readonly behind: number;
}

/**
 * A server that keeps one answer, and continues it: by GET with `starting_after` (the number of an event, from 0 on), or with
 * `Last-Event-ID` (its id, from 1 on).
 */
export class AnswerServer implements AsyncDisposable {
  readonly #server: Server;
  readonly #events: readonly string[];
  readonly #plans: Plan[];
  readonly requests: string[] = [];
  /** Whether it sends the answer from its beginning, whatever place it is told. */
  readonly #forgets: boolean;
  #refuses = false;

  private constructor(events: readonly string[], plans: readonly Plan[], forgets: boolean) {
    this.#events = events;
    this.#forgets = forgets;
    this.#plans = [...plans];
    this.#server = createServer((request, response) => {
      request.resume();
      void this.#serve(request, response).catch(() => undefined);
    });
  }

  /** @param events each with its blank line. @param plans for the first connections; later ones send all there is. */
  static async start(events: readonly string[], plans: readonly Plan[], forgets = false): Promise<AnswerServer> {
    const server = new AnswerServer(events, plans, forgets);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  get posts(): number {
    return this.requests.filter((line) => line.startsWith('POST')).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const lastEventId = headers['last-event-id'];
    this.requests.push([method, url, ...(lastEventId === undefined ? [] : [lastEventId])].join(' '));
    if (this.#refuses) {
      this.#refuses = false;
      response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":{"message":"busy"}}');
      return;
    }
    const after = new URL(url, 'http://x').searchParams.get('starting_after');
    await this.#send(response, this.#forgets ? 0 : after === null ? Number(lastEventId ?? 0) : Number(after) + 1);
  }

  async #send(response: ServerResponse, first: number): Promise<void> {
    const plan = this.#plans.shift();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    for (const [index, event] of this.#events.slice(first).entries()) {
      if (plan?.behind === index) {
        await this.#break(plan.how, event, response);
        return;
      }
      await new Promise((resolve) => response.write(event, resolve));
    }
    response.end();
  }

  async #break(how: Break, next: string, response: ServerResponse): Promise<void> {
    // A client in this process reads between two turns; a reset takes with it what was not read.
    for (let turns = 0; turns < 4; turns += 1) await nextTurn();
    if (how === 'partial') response.end(next.slice(0, next.length >> 1));
    else if (how === 'cut') response.end();
    else if (how !== 'stall') {
      this.#refuses = how === 'refuse';
      await new Promise((resolve) => setTimeout(resolve, 5));
      response.socket?.resetAndDestroy();
    }
  }
}
