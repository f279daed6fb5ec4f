import type { HttpBackend, HttpEvent, HttpRequest } from '@angular/common/http';
import { HttpTestingController } from '@angular/common/http/testing';
import { inject } from '@angular/core';
import type { Observable } from 'rxjs';

import { RESPONSE_SLOT } from '../http/response-slot.js';
import { StreamingBackend } from '../http/streaming-backend.js';
import { Exchange } from './exchange.js';
import { WaitingRequests } from './framewise-testing.js';

/** Answers streams from a script. Every other request goes to `HttpTestingController` where there is one, else to the network. */
export class TestingBackend extends StreamingBackend {
  readonly #waiting = inject(WaitingRequests);
  // What stands behind this token is Angular's backend of tests.
  readonly #others = inject(HttpTestingController, { optional: true }) as HttpBackend | null;

  override handle(request: HttpRequest<unknown>): Observable<HttpEvent<unknown>> {
    const isStream = request.context.get(RESPONSE_SLOT) !== undefined;
    return isStream || this.#others === null ? super.handle(request) : this.#others.handle(request);
  }

  protected override open(request: HttpRequest<unknown>, signal: AbortSignal): Promise<Response> {
    const slot = request.context.get(RESPONSE_SLOT);
    const exchange = new Exchange(request);
    // An interceptor that repeats the request has dealt with the response before.
    slot?.onEnd?.();
    if (slot !== undefined) slot.onEnd = () => { exchange.leave(); };
    this.#waiting.add(exchange);
    return Promise.race([exchange.response, abortOf(signal)]);
  }
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => { reject(signal.reason as Error); }, { once: true });
  });
}
