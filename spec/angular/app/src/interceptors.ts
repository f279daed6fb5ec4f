import type { HttpInterceptorFn } from '@angular/common/http';
import { tap } from 'rxjs';

/** What the interceptors have seen, for the driver of the page. */
export const seen = { requests: [] as string[], events: [] as number[] };

export const signIn: HttpInterceptorFn = (request, next) => next(request.clone({ setHeaders: { authorization: 'Bearer of-the-user' } }));

export const count: HttpInterceptorFn = (request, next) => {
  seen.requests.push(`${request.method} ${request.url}`);
  return next(request).pipe(tap(({ type }) => seen.events.push(type)));
};
