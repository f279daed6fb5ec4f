import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import { chatCompletions, type Protocol } from '../../index.js';
import type { ReplyMaker, ScriptEntry } from '../reply.js';
import { planReply, type ReplyPlan } from '../reply/plan-reply.js';
import { asksForStream } from '../reply/whole-answer.js';
import type { SeenRequest } from '../seen-request.js';
import { corsHeaders, isPreflight, preflightHeaders } from './cors.js';
import { Exchange } from './exchange.js';
import { KeptAnswers } from './kept-answers.js';
import { RequestLog } from './request-log.js';
import { Script } from './script.js';
import { seeRequest } from './see-request.js';
import { sendReply } from './send-reply.js';
import { keyRefusal, type Strictness, strictRefusal } from './strictness.js';

/** How a gateway is set up, its defaults filled in. */
export interface GatewaySetup {
  /** The first one whose path fits answers. */
  readonly protocols: readonly Protocol[];
  readonly script: readonly ScriptEntry[] | ReplyMaker | undefined;
  readonly cors: boolean;
  readonly strict: Strictness | undefined;
  readonly keepRequests: number;
}

/** The HTTP server behind `mockGateway`. */
export class GatewayServer {
  readonly #setup: GatewaySetup;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #script: Script;
  readonly #log: RequestLog;
  readonly #kept = new KeptAnswers();
  readonly #shutdown = new AbortController();
  #closing: Promise<void> | undefined;
  #port = 0;

  /** @throws TypeError that names the first bad entry of the script. */
  constructor(setup: GatewaySetup) {
    this.#setup = setup;
    this.#script = new Script(setup.script, setup.protocols);
    this.#log = new RequestLog(setup.keepRequests);
    // An idle connection is never closed: a client that reuses it at that very moment would see a failure nobody scripted.
    this.#server = createServer({ noDelay: true, keepAliveTimeout: 0, requestTimeout: 0 }, (incoming, response) => {
      void this.#serve(incoming, response);
    });
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  /** Resolves when it accepts connections; rejects if the port cannot be had. 0 stands for a free one. */
  async listen(port = 0): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    // The port stays known after the gateway is closed, for specs that want a refused connection.
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  get requests(): readonly SeenRequest[] {
    return this.#log.requests;
  }

  get requestCount(): number {
    return this.#log.count;
  }

  get openConnections(): number {
    return this.#sockets.size;
  }

  requestAt(index: number): Promise<SeenRequest> {
    return this.#log.at(index);
  }

  reply(...entries: ScriptEntry[]): void {
    this.#script.append(entries);
  }

  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #shutDown(): Promise<void> {
    this.#shutdown.abort();
    this.#log.close();
    // The server calls back while its last sockets are still about to close.
    const gone = [...this.#sockets].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    gone.push(new Promise((resolve) => this.#server.close(resolve)));
    this.#server.closeAllConnections();
    await Promise.all(gone);
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { cors } = this.#setup;
    if (cors && isPreflight(incoming)) {
      response.writeHead(204, preflightHeaders(incoming)).end();
      return;
    }
    const exchange = new Exchange(response, this.#shutdown.signal);
    const request = await seeRequest(incoming, this.#protocolOf(incoming), exchange);
    if (request === undefined) return;
    const plan = await this.#plan(request, this.#log.add(request), exchange);
    const headers = cors ? { ...corsHeaders(incoming, plan.headers), ...plan.headers } : plan.headers;
    await sendReply({ ...plan, headers }, response, exchange);
  }

  #protocolOf({ method = '', url = '', headers }: IncomingMessage): Protocol | undefined {
    const kept = this.#kept.find({ method, path: url, headers });
    if (kept) return kept.protocol;
    const path = url.split('?', 1)[0] ?? '';
    return method === 'POST' ? this.#setup.protocols.find((protocol) => path.endsWith(protocol.path)) : undefined;
  }

  async #plan(request: SeenRequest, requestNumber: number, exchange: Exchange): Promise<ReplyPlan> {
    const { protocol, method, path } = request;
    const { protocols, strict } = this.#setup;
    if (protocol === undefined) {
      const known = protocols.map((each) => each.path).join(', ');
      const message = `the mock gateway answers POST to paths that end in ${known}; this is ${method} ${path}`;
      return planReply({ status: 404, error: { type: 'not_found_error', message } }, chatCompletions);
    }
    const kept = this.#kept.find(request);
    const refusal = strict && (kept ? keyRefusal : strictRefusal)(request, protocol, strict);
    if (refusal !== undefined) return planReply(refusal, protocol);
    try {
      if (kept) return kept.answer(exchange);
      const reply = await this.#script.next(request, requestNumber);
      const streams = asksForStream(request.body, protocol);
      return (streams ? this.#kept.begin(reply, request, exchange) : undefined) ?? planReply(reply, protocol, streams);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return planReply({ status: 501, error: { type: 'mock_gateway_error', message } }, protocol);
    }
  }
}
