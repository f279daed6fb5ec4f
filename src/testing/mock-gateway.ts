import { chatCompletions, messages, type Protocol, responses } from '../index.js';
import { checkOptions } from './gateway/check-options.js';
import { GatewayServer } from './gateway/gateway-server.js';
import type { Strictness } from './gateway/strictness.js';
import type { ReplyMaker, ScriptEntry } from './reply.js';
import type { SeenRequest } from './seen-request.js';

/** What a mock gateway does. */
export interface MockGatewayOptions {
  /**
   * What is done with each request, in the order of their arrival, or one function that replies to all of them. Default:
   * every request is greeted.
   */
  readonly script?: readonly ScriptEntry[] | ReplyMaker | undefined;
  /** Protocols of your own, which win over the three built-in ones. Default: none. */
  readonly protocols?: readonly Protocol[] | undefined;
  /** Where it listens. Default: a free port. */
  readonly port?: number | undefined;
  /**
   * Whether pages of other origins may ask, and read every header of the response. A preflight is answered, and is no
   * request: it neither stands in `requests` nor uses up the script. Default: false, so a browser refuses the response.
   */
  readonly cors?: boolean | undefined;
  /**
   * Refuses what a real gateway would refuse, with its status and without using up the script. That is a path that only ends as it should
   * (404), a missing key (401), and a body that is no JSON object or names no model (400). An object says which path,
   * key and models are the right ones. Default: false.
   */
  readonly strict?: boolean | Strictness | undefined;
  /** How many requests stay in `requests`: the last ones. Default: all. */
  readonly keepRequests?: number | undefined;
}

/** A running gateway. `await using` closes it at the end of its block. */
export interface MockGateway extends AsyncDisposable {
  /** Where it listens: `http://127.0.0.1:<port>`. */
  readonly baseUrl: string;
  /** What it has seen so far, those to an unknown path included; only the last ones where `keepRequests` says so. */
  readonly requests: readonly SeenRequest[];
  /** How many requests it has seen, those that are not kept included. */
  readonly requestCount: number;
  /**
   * How many connections are open right now, idle ones included. Node's `fetch` opens a spare one when it aborts another:
   * to know that a client has let go of a request, await its `closed`.
   */
  readonly openConnections: number;
  /**
   * The request at this place in the order of arrival, from 0, now or when it arrives. Rejects if the gateway is closed
   * first, or does not keep it any more.
   */
  requestAt(index: number): Promise<SeenRequest>;
  /**
   * Appends to the script. From then on a gateway that had none no longer greets. Where the script is a function, what is
   * appended comes first.
   *
   * @throws TypeError that names the first bad entry; none of them is then appended.
   */
  reply(...entries: ScriptEntry[]): void;
  /** Closes every connection, gives up every pause and stall, and resolves when nothing is left. Closing twice is fine. */
  close(): Promise<void>;
}

/**
 * Starts an HTTP server on a port of 127.0.0.1 that answers as an LLM gateway would, or fails as one does. What it
 * does is a script of plain data, one entry for each request. The protocol is chosen by the end of the request's path. An
 * answer is streamed where the request asks for a stream; else it is the protocol's whole JSON object.
 *
 * An answer of `responses` with `background: true`, or one with `eventIds`, is kept for the requests that continue it.
 *
 * Its own complaints are HTTP failures with a message that says what is wrong, never silence. A path of no protocol gets 404. A request
 * that the script has no reply for gets 501; so does a function in it that throws, and a fault at a place that the body does not have. None
 * of them is worth a retry.
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
 * @throws TypeError (the promise rejects) that names the first bad option, or the first bad entry of the script; the
 * system's own error if the port cannot be had.
 */
export async function mockGateway(options: MockGatewayOptions = {}): Promise<MockGateway> {
  checkOptions(options);
  const { script, protocols = [], port = 0, cors = false, strict = false, keepRequests = Infinity } = options;
  const server = new GatewayServer({
    protocols: [...protocols, chatCompletions, responses, messages],
    script,
    cors,
    strict: typeof strict === 'object' ? strict : strict ? {} : undefined,
    keepRequests,
  });
  await server.listen(port);
  return server;
}
