import type { HttpContext } from '@angular/common/http';
import { DestroyRef, inject } from '@angular/core';
import type { Observable } from 'rxjs';

import { type Frame, type Protocol, streamFrames, type StreamOptions } from '../index.js';
import { FRAMEWISE_OPTIONS, type RequestHeaders } from './framewise-options.js';
import { headerPairs } from './http/header-pairs.js';
import { HttpClientFetch } from './http/http-client-fetch.js';
import { baseForChecks } from './http/request-url.js';

/** What one request has beside its body: headers and a context of its own, and the options of `streamFrames`. */
export interface StreamRequest extends StreamOptions {
  /** Further headers; they win over those of `provideFramewise`. */
  readonly headers?: RequestHeaders | undefined;
  /** What interceptors are told of this request. */
  readonly context?: HttpContext | undefined;
}

/** `streamFrames` through `HttpClient`. Inject it: `inject(Framewise)`. */
export class Framewise {
  readonly #options = inject(FRAMEWISE_OPTIONS);
  readonly #client = new HttpClientFetch();
  readonly #destroyed = new AbortController();

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.#destroyed.abort();
    });
  }

  /**
   * Opens a request for each subscription, through every interceptor, and turns its response into frames.
   *
   * @returns what `streamFrames` returns, with the same errors: a cold Observable of frames. What an interceptor throws is an `ApiError`
   * that is not retryable, with the thrown value as its `cause`; a response that an interceptor makes itself is read as an answer. When
   * the injector is destroyed, a stream fails with `aborted`, and so does every later subscription. Unsubscribing aborts the request.
   *
   * ```ts
   * inject(Framewise).stream(messages, { model, max_tokens: 1024, messages: turns }).pipe(reliably(), text())
   * ```
   *
   * @param protocol what the request is sent as and the payloads are read as.
   * @param body the vendor's own request body. `stream: true` is added.
   * @param request headers, a context for interceptors, and the options of `streamFrames`. Default: none.
   */
  stream<P extends object>(protocol: Protocol<P>, body: object, { headers, context, ...options }: StreamRequest = {}): Observable<Frame<P>> {
    const { baseUrl } = this.#options;
    const request = {
      baseUrl: baseForChecks(baseUrl),
      apiKey: '',
      body,
      headers: [...headerPairs(this.#options.headers), ...headerPairs(headers)],
      fetch: this.#client.fetchFrom(baseUrl, context),
      signal: this.#destroyed.signal,
    };
    return streamFrames(protocol, request, options);
  }
}
