import { FetchBackend, HttpErrorResponse, type HttpEvent, HttpEventType, HttpHeaderResponse, HttpHeaders, type HttpRequest, HttpResponse } from '@angular/common/http';
import { inject, NgZone } from '@angular/core';
import { firstValueFrom, Observable, type Subscriber } from 'rxjs';

import { failureText } from '../../wire/reading/failure-text.js';
import { fetchInit } from './fetch-init.js';
import { RESPONSE_SLOT } from './response-slot.js';
import { withToldEnding } from './told-ending.js';

/**
 * Angular's backend, which hands over the response of a marked request at its headers. The events are those of `HttpClient`, with no body
 * in the last of them. After it the Observable stays open until it is unsubscribed from, so that `HttpClient` counts a running request.
 */
export class StreamingBackend extends FetchBackend {
  readonly #zone = inject(NgZone);

  override handle(request: HttpRequest<unknown>): Observable<HttpEvent<unknown>> {
    const slot = request.context.get(RESPONSE_SLOT);
    if (slot === undefined) return super.handle(request);
    slot.isReached = true;
    return new Observable((subscriber) => {
      const controller = new AbortController();
      const timer = this.#afterMs(request.timeout, () => { controller.abort(new DOMException('The request timed out.', 'TimeoutError')); });
      const stop = (reason?: unknown): void => {
        clearTimeout(timer);
        controller.abort(reason);
      };
      const handOver = (response: Response): void => {
        Object.assign(slot, { response: withToldEnding(response, controller.signal), stop });
      };
      this.#exchange(request, controller.signal, subscriber, handOver).catch((error: unknown) => {
        subscriber.error(error);
      });
      // A response that is in hand is read on, whatever an interceptor does with the events: only who holds the slot ends it.
      return () => {
        if (slot.stop !== stop) stop();
      };
    });
  }

  /** Sends the request. */
  protected open(request: HttpRequest<unknown>, signal: AbortSignal): Promise<Response> {
    return fetch(request.urlWithParams, fetchInit(request, signal));
  }

  async #exchange(request: HttpRequest<unknown>, signal: AbortSignal, subscriber: Subscriber<HttpEvent<unknown>>, handOver: (response: Response) => void): Promise<void> {
    const opening = this.#zone.runOutsideAngular(() => this.open(request, signal));
    subscriber.next({ type: HttpEventType.Sent });
    const response = await opening.catch((error: unknown) => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- Angular's error is no Error
      throw new HttpErrorResponse({ error, status: 0, url: request.urlWithParams });
    });
    const { status, statusText, redirected, type: responseType } = response;
    const told = { status, statusText, redirected, responseType, headers: new HttpHeaders(response.headers), url: response.url || request.urlWithParams };
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- Angular's error is no Error
    if (!response.ok) throw new HttpErrorResponse({ ...told, error: await firstValueFrom(failureText(response), { defaultValue: '' }) });
    subscriber.next(new HttpHeaderResponse(told));
    handOver(response);
    subscriber.next(new HttpResponse({ ...told, body: null }));
  }

  #afterMs(ms: number | undefined, act: () => void): ReturnType<typeof setTimeout> | undefined {
    return ms ? this.#zone.runOutsideAngular(() => setTimeout(act, ms)) : undefined;
  }
}
