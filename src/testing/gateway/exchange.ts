import type { ServerResponse } from 'node:http';

import type { ExchangeEnd } from '../seen-request.js';

/** One request and its response, as far as the connection under them goes, and whether the response may go on. */
export class Exchange {
  readonly closed: Promise<ExchangeEnd>;
  readonly stalled: Promise<boolean>;
  /** How many chunks of the body have been handed to the network. */
  chunksSent = 0;
  readonly #response: ServerResponse;
  readonly #over = new AbortController();
  #isBroken = false;
  #isHeld = false;
  #passesStall = false;
  #tellStalled: (isStalled: boolean) => void = () => undefined;
  #wake: () => void = () => undefined;

  /** @param shutdown fires when the gateway closes its connections. */
  constructor(response: ServerResponse, shutdown: AbortSignal) {
    this.#response = response;
    // A client that is gone while something is written to it is what `closed` tells, not a failure of the gateway.
    response.on('error', () => undefined);
    this.stalled = new Promise((resolve) => {
      this.#tellStalled = resolve;
    });
    this.closed = new Promise((resolve) => {
      response.once('close', () => {
        this.#giveUp();
        resolve(this.#isBroken ? 'gateway' : response.writableFinished ? 'finished' : shutdown.aborted ? 'gateway' : 'client');
      });
    });
  }

  /** Fires when nothing more is to be sent, no matter who ended the exchange. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  stall(): void {
    this.#isHeld = true;
  }

  resume(): void {
    if (this.#isHeld) this.#isHeld = false;
    else this.#passesStall = true;
    this.#wake();
  }

  /** Ends the connection with RST, or with FIN once everything written is sent; or ends the body and keeps the connection. */
  break(how: 'reset' | 'close' | 'end'): void {
    if (this.signal.aborted) return;
    const { socket, headersSent } = this.#response;
    if (how === 'end' && headersSent) {
      this.#response.end();
    } else {
      this.#isBroken = true;
      if (how === 'reset') socket?.resetAndDestroy();
      else socket?.destroySoon();
    }
    this.#giveUp();
  }

  /** Resolves when no `stall()` holds the response; rejects when the exchange is over. */
  async passage(): Promise<void> {
    this.signal.throwIfAborted();
    while (this.#isHeld) await this.#standStill();
  }

  /** The same at the scripted stall, which holds the response until it is resumed. */
  async passStall(): Promise<void> {
    while (!this.#passesStall) await this.#standStill();
    await this.passage();
  }

  async #standStill(): Promise<void> {
    this.signal.throwIfAborted();
    this.#tellStalled(true);
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.signal.throwIfAborted();
  }

  #giveUp(): void {
    this.#over.abort();
    this.#tellStalled(false);
    this.#wake();
  }
}
