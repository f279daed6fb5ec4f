import { HttpBackend, HttpClient, type HttpContext, type HttpEvent, HttpEventType } from '@angular/common/http';
import { inject, NgZone } from '@angular/core';

import type { FetchInit, FetchLike, ResponseLike } from '../../index.js';
import { isTestingBackend } from './is-testing-backend.js';
import { requestUrl } from './request-url.js';
import { responseOf, responseOfFailure } from './response-of.js';
import { contextWith, type ResponseSlot } from './response-slot.js';

const COMES_WHOLE = 'framewise: answers do not stream. Put provideFramewise() after provideHttpClient(), without withXhr().';

/** A `fetch` that goes through `HttpClient`. */
export class HttpClientFetch {
  readonly #http = inject(HttpClient);
  readonly #zone = inject(NgZone);
  readonly #isTested = isTestingBackend(inject(HttpBackend));
  #hasWarned = false;

  /**
   * @param baseUrl as the application wrote it.
   * @param context what interceptors are told. Each request has a copy of it.
   */
  fetchFrom(baseUrl: string, context: HttpContext | undefined): FetchLike {
    return (url, init) => this.#fetch(requestUrl(baseUrl, url), init, context);
  }

  #fetch(url: string, init: FetchInit, context: HttpContext | undefined): Promise<ResponseLike> {
    return new Promise((resolve, reject) => {
      const slot: ResponseSlot = { isReached: false };
      const events$ = this.#http.request(init.method, url, {
        // As an object, for interceptors that read it.
        body: init.body === undefined ? undefined : (JSON.parse(init.body) as object),
        headers: init.headers,
        context: contextWith(slot, context),
        redirect: init.redirect,
        observe: 'events',
        responseType: 'text',
        transferCache: false,
      });
      const observer = {
        next: (event: HttpEvent<string>) => {
          if (event.type === HttpEventType.Sent) this.#checkBackend(slot);
          if (event.type === HttpEventType.Response) resolve(event.body === null && slot.response ? slot.response : responseOf(event));
        },
        error: (error: unknown) => {
          // After the response it ends the body. Else it is the answer to the request.
          slot.stop?.(error);
          try {
            resolve(responseOfFailure(error));
          } catch (reason) {
            // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it is what came
            reject(reason);
          }
        },
        complete: () => {
          // As when an interceptor returns EMPTY.
          reject(new Error('HttpClient gave no response.'));
        },
      };
      // Interceptors run where Angular's users expect them, although the answer is read outside of its zone.
      const subscription = this.#zone.run(() => events$.subscribe(observer));
      const end = (): void => {
        subscription.unsubscribe();
        slot.stop?.();
        slot.onEnd?.();
        reject(init.signal.reason as Error);
      };
      if (init.signal.aborted) end();
      else init.signal.addEventListener('abort', end, { once: true });
    });
  }

  /** A backend has sent the request. Interceptors that answer themselves have sent nothing. */
  #checkBackend({ isReached }: ResponseSlot): void {
    if (isReached || this.#isTested || this.#hasWarned) return;
    this.#hasWarned = true;
    console.warn(COMES_WHOLE);
  }
}
