import type { Protocol } from '../index.js';

/**
 * How an exchange ended: `finished`, the response is complete and handed to the network; `client`, the client closed the
 * connection before that; `gateway`, a scripted `reset` or `close` or the gateway's own `close()` did.
 */
export type ExchangeEnd = 'finished' | 'client' | 'gateway';

/** A request as the gateway saw it, body and all. */
export interface SeenRequest {
  readonly method: string;
  /** The path, with the query. */
  readonly path: string;
  /** The headers, their names in lower case; repeated ones are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as JSON; as text where it is none. */
  readonly body: unknown;
  /** The protocol that this path belongs to; `undefined` where the answer is 404. */
  readonly protocol: Protocol | undefined;
  /** Resolves when the exchange is over. Await it to know that a client has let go of its socket. */
  readonly closed: Promise<ExchangeEnd>;
}
