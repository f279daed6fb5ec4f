import type { HttpInterceptorFn } from '@angular/common/http';
import { map, merge, tap, timer } from 'rxjs';

/** What the interceptors have seen, for the driver of the page. */
export const seen = { requests: [] as string[], events: [] as number[] };

export const signIn: HttpInterceptorFn = (request, next) => next(request.clone({ setHeaders: { authorization: 'Bearer of-the-user' } }));

export const count: HttpInterceptorFn = (request, next) => {
  seen.requests.push(`${request.method} ${request.url}`);
  return next(request).pipe(tap(({ type }) => seen.events.push(type)));
};

/** Gives each request 300 ms. */
export const hasty: HttpInterceptorFn = (request, next) => next(request.clone({ timeout: 300 }));

/** Ends each answer after 300 ms. */
export const ending: HttpInterceptorFn = (request, next) => merge(next(request), timer(300).pipe(map(() => { throw new DOMException('Closing time', 'TimeoutError'); })));
