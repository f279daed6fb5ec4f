import { type HttpHeaders } from '@angular/common/http';
import { InjectionToken } from '@angular/core';

import type { HeaderFields } from '../index.js';

/** Where the requests of an application go. */
export interface FramewiseOptions {
  /** Where the API is: your own server, since no key belongs into a browser. It may be relative, as in `/api`. A query stays. */
  readonly baseUrl: string;
  /** Sent with each request. Interceptors see them, and may replace them. */
  readonly headers?: RequestHeaders | undefined;
}

/** Headers as an object, as pairs, or as the `Headers` of the platform or the `HttpHeaders` of Angular. */
export type RequestHeaders = HeaderFields | HttpHeaders;

/** What `provideFramewise` was given. */
export const FRAMEWISE_OPTIONS = new InjectionToken<FramewiseOptions>('provideFramewise');
