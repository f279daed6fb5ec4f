import type { ServerResponse } from 'node:http';

import type { ExchangeEnd } from '../seen-request.js';

/** One request and its response, as far as the connection under them goes. */
export class Exchange {
  readonly closed: Promise<ExchangeEnd>;
  readonly #response: ServerResponse;
  readonly #over = new AbortController();
  #isBroken = false;

  /** @param shutdown fires when the gateway closes its connections. */
  constructor(response: ServerResponse, shutdown: AbortSignal) {
    this.#response = response;
    // A client that is gone while something is written to it is what `closed` tells, not a failure of the gateway.
    response.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      response.once('close', () => {
        this.#over.abort();
        resolve(this.#isBroken ? 'gateway' : response.writableFinished ? 'finished' : shutdown.aborted ? 'gateway' : 'client');
      });
    });
  }

  /** Fires when the exchange is over, no matter who ended it. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** Ends the connection: with RST, or with FIN once everything written is sent. */
  break(how: 'reset' | 'close'): void {
    this.#isBroken = true;
    const { socket } = this.#response;
    if (how === 'reset') socket?.resetAndDestroy();
    else socket?.destroySoon();
  }
}
