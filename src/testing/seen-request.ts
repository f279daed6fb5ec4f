import type { Protocol } from '../index.js';

/**
 * How an exchange ended: `finished`, the response is complete and handed to the network; `client`, the client closed the
 * connection before that; `gateway`, a `reset` or `close` (scripted or by hand) or the gateway's own `close()` did.
 */
export type ExchangeEnd = 'finished' | 'client' | 'gateway';

/** A request as the gateway saw it, body and all, and the hand on its response. */
export interface SeenRequest {
  /** The HTTP method. */
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
  /**
   * Resolves with `true` when the response stands still for the first time, at a scripted stall or by `stall()`: whatever
   * comes before that place has been handed to the network. Resolves with `false` if the exchange ends before.
   */
  readonly stalled: Promise<boolean>;
  /** Holds the response from here on: nothing more is sent until `resume()`. The client sees an open, silent connection. */
  stall(): void;
  /**
   * Lets the response go on: after `stall()`, else after its scripted stall, with all that the script says behind that
   * place. If the scripted stall has not been reached yet, it is passed without a stop.
   */
  resume(): void;
  /**
   * Breaks the response off now, as the faults of these names do; nothing more of it is sent. `end` before the headers
   * closes the connection, because there is no body to end. After the end of the exchange it does nothing.
   *
   * A reset takes with it what the client has received and not yet read: wait until the client has read it.
   */
  break(how: 'reset' | 'close' | 'end'): void;
}
