import { chatCompletions, messages, type Protocol, responses } from '../index.js';
import { GatewayServer } from './gateway/gateway-server.js';
import type { ScriptEntry } from './reply.js';
import type { SeenRequest } from './seen-request.js';

/** What a mock gateway does. */
export interface MockGatewayOptions {
  /** What is done with each request, in the order of their arrival. Default: every request is greeted. */
  readonly script?: readonly ScriptEntry[] | undefined;
  /** Protocols of your own, which win over the three built-in ones. Default: none. */
  readonly protocols?: readonly Protocol[] | undefined;
  /** Where it listens. Default: a free port. */
  readonly port?: number | undefined;
}

/** A running gateway. `await using` closes it at the end of its block. */
export interface MockGateway extends AsyncDisposable {
  /** Where it listens: `http://127.0.0.1:<port>`. */
  readonly baseUrl: string;
  /** What it has seen so far, those to an unknown path included. */
  readonly requests: readonly SeenRequest[];
  /**
   * How many connections are open right now, idle ones included. Node's `fetch` opens a spare one when it aborts another:
   * to know that a client has let go of a request, await its `closed`.
   */
  readonly openConnections: number;
  /** The request at this index of `requests`, now or when it arrives; rejects if the gateway is closed first. */
  requestAt(index: number): Promise<SeenRequest>;
  /**
   * Appends to the script. From then on a gateway that had none no longer greets.
   *
   * @throws TypeError that names the first bad entry; none of them is then appended.
   */
  reply(...entries: ScriptEntry[]): void;
  /** Closes every connection, gives up every pause and stall, and resolves when nothing is left. Closing twice is fine. */
  close(): Promise<void>;
}

/**
 * Starts an HTTP server on a port of 127.0.0.1 that answers as an LLM gateway would, or fails as one does. What it
 * does is a script of plain data, one entry for each request. The protocol is chosen by the end of the request's path.
 *
 * Its own complaints are HTTP failures with a message that says what is wrong, never silence: 404 for a path of no
 * protocol, 501 for a request that the script has no reply for, for a function in it that throws, and for a fault
 * at a place that the body does not have. None of them is worth a retry.
 *
 * A connection that breaks takes with it what the client has received and not yet read. The gateway waits a moment
 * before it breaks one, which is enough for a client that reads steadily.
 *
 * @example
 * await using gateway = await mockGateway({ script: [
 *   { status: 429, headers: { 'retry-after': '1' }, error: { type: 'rate_limit_error', message: 'Slow down' } },
 *   { text: 'Hello, world', fault: { kind: 'reset', afterText: 'Hello' } },
 *   { text: 'Hello, world' },
 * ] });
 * streamFrames(messages, { baseUrl: gateway.baseUrl, apiKey: 'test', body: { model: 'any' } })
 *
 * @throws TypeError (the promise rejects) that names the first bad entry of the script; the system's own error if the port
 * cannot be had.
 */
export async function mockGateway({ script, protocols = [], port = 0 }: MockGatewayOptions = {}): Promise<MockGateway> {
  const server = new GatewayServer([...protocols, chatCompletions, responses, messages]);
  if (script !== undefined) server.reply(...script);
  await server.listen(port);
  return server;
}
