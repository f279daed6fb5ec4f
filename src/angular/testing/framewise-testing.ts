import { inject } from '@angular/core';

import type { Protocol } from '../../index.js';
import type { Exchange } from './exchange.js';
import { AnswerScript, type ScriptedAnswer } from './scripted-answer.js';

/** The requests that no spec has taken yet. */
export class WaitingRequests {
  readonly #exchanges = new Set<Exchange>();

  add(exchange: Exchange): void {
    this.#exchanges.add(exchange);
  }

  take(exchange: Exchange): void {
    this.#exchanges.delete(exchange);
  }

  get all(): readonly Exchange[] {
    return [...this.#exchanges];
  }
}

/** The requests of a spec, and the answers to them. Inject it: `TestBed.inject(FramewiseTesting)`. */
export class FramewiseTesting {
  readonly #waiting = inject(WaitingRequests);

  /**
   * Takes the one request to this protocol that no other call has taken. It is there as soon as `send` or `subscribe` has returned, unless
   * an interceptor waits for something first.
   *
   * @throws Error that lists the requests, if there is none or more than one.
   */
  expectOne(protocol: Protocol): ScriptedAnswer {
    const found = this.#of(protocol);
    const [exchange] = found;
    if (exchange === undefined || found.length > 1) {
      throw new Error(`Expected one request to ${protocol.name}, found ${String(found.length)}. Waiting: ${this.#list()}. provideFramewiseTesting() must come after provideHttpClient() and provideFramewise().`);
    }
    return this.#take(exchange, protocol);
  }

  /** Takes all requests to this protocol that no other call has taken, in the order in which they were sent: two answers may ask at once. */
  match(protocol: Protocol): readonly ScriptedAnswer[] {
    return this.#of(protocol).map((exchange) => this.#take(exchange, protocol));
  }

  /**
   * Makes sure that no request to this protocol waits.
   *
   * @throws Error that lists the requests, if there is one.
   */
  expectNone(protocol: Protocol): void {
    if (this.#of(protocol).length > 0) throw new Error(`Expected no request to ${protocol.name}. Waiting: ${this.#list()}.`);
  }

  /**
   * Makes sure that every request was taken. Those that were cancelled do not count.
   *
   * @throws Error that lists the requests, if one waits.
   */
  verify(): void {
    if (this.#waiting.all.some(({ isLeft }) => !isLeft)) throw new Error(`Expected no further request. Waiting: ${this.#list()}.`);
  }

  #take(exchange: Exchange, protocol: Protocol): ScriptedAnswer {
    this.#waiting.take(exchange);
    return new AnswerScript(exchange, protocol);
  }

  #of({ path }: Protocol): readonly Exchange[] {
    return this.#waiting.all.filter(({ request }) => request.url.split(/[?#]/, 1)[0]?.endsWith(path));
  }

  #list(): string {
    return this.#waiting.all.map(({ request }) => `${request.method} ${request.urlWithParams}`).join(', ') || 'none';
  }
}
