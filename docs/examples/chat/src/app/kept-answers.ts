import { HttpContext, HttpContextToken, type HttpInterceptorFn, HttpResponse } from '@angular/common/http';
import type { WritableSignal } from '@angular/core';
import { ApiError } from 'framewise';
import { filter, switchMap } from 'rxjs';

/** An answer that the backend keeps, and goes on with also if nobody reads it. It has an id once it has begun. */
export interface KeptAnswer {
  readonly id: WritableSignal<string | undefined>;
}

/** Says of a request that its answer is kept. */
export const KEPT = new HttpContextToken<KeptAnswer | undefined>(() => undefined);

/** Begins a kept answer with one request and reads it with another. One that has begun is only read, from its first word. */
export const readKept: HttpInterceptorFn = (request, next) => {
  const kept = request.context.get(KEPT);
  if (kept === undefined) return next(request);
  const read = (id: string) => next(request.clone({ method: 'GET', url: `${request.url}/${id}`, body: null }));
  const id = kept.id();
  if (id !== undefined) return read(id);
  // The request that begins it is no stream, so it has a context of its own.
  return next(request.clone({ responseType: 'json', context: new HttpContext() })).pipe(
    filter((event) => event instanceof HttpResponse),
    switchMap(({ body }) => {
      const { id } = body as { id: string };
      kept.id.set(id);
      return read(id);
    }),
  );
};

/** Whether the answer may be whole at the backend, although reading it has failed. */
export function brokeOnTheWay(error: unknown): boolean {
  return ApiError.is(error) && error.retryable && (error.origin === 'transport' || error.origin === 'protocol');
}
