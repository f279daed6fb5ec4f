import { FetchBackend } from '@angular/common/http';
import { type EnvironmentProviders, makeEnvironmentProviders } from '@angular/core';

import { checkOptions } from '../check-options.js';
import type { FramewiseFeature } from './features.js';
import { Framewise } from './framewise.js';
import { FRAMEWISE_OPTIONS, type FramewiseOptions } from './framewise-options.js';
import { StreamingBackend } from './http/streaming-backend.js';

/**
 * Lets streams of answers go through `HttpClient`: interceptors, XSRF and auth see the request, and the body streams. Requests that no
 * `Framewise.stream` or `answer` has made go to Angular's own backend untouched.
 *
 * Put it after `provideHttpClient()`, which else puts Angular's backend back. Without the backend of `provideFramewise`, or with
 * `withXhr()`, answers come whole, and one warning on the console says so.
 *
 * @example
 * ```ts
 * providers: [provideHttpClient(withInterceptors([auth])), provideFramewise({ baseUrl: '/api' }, withReliability({ maxRetries: 3 }))]
 * ```
 *
 * @param options where the requests go, and the headers that all of them have.
 * @param features `withReliability(...)` and `withCoalescing(...)`.
 * @throws TypeError where it is called, for an option that is none.
 */
export function provideFramewise(options: FramewiseOptions, ...features: readonly FramewiseFeature[]): EnvironmentProviders {
  checkOptions('provideFramewise', options, { headers: 1, baseUrl: 1 });
  return makeEnvironmentProviders([
    { provide: FRAMEWISE_OPTIONS, useValue: options },
    { provide: Framewise, useFactory: () => new Framewise() },
    // Angular's HttpBackend is whatever stands here. It is left alone, so that withXhr() and server-side rendering find what they expect.
    { provide: FetchBackend, useFactory: () => new StreamingBackend() },
    ...features.flatMap(({ providers }) => providers),
  ]);
}
