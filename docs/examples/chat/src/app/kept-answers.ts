import { HttpContext, HttpContextToken, type HttpInterceptorFn, HttpResponse } from '@angular/common/http';
import type { WritableSignal } from '@angular/core';
import { ApiError } from 'framewise';
import { filter, map, shareReplay, switchMap, tap } from 'rxjs';

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
  // The request that begins it is no stream, so it has a context of its own. It goes on also where the answer is stopped: its id is needed to end it.
  const begun = next(request.clone({ responseType: 'json', context: new HttpContext() })).pipe(
    filter((event) => event instanceof HttpResponse),
    map(({ body }) => (body as { id: string }).id),
    tap((id) => { kept.id.set(id); }),
    shareReplay(1),
  );
  return begun.pipe(switchMap(read));
};

/** Whether the answer may be whole at the backend, although reading it has failed. */
export function brokeOnTheWay(error: unknown): boolean {
  return ApiError.is(error) && error.retryable && (error.origin === 'transport' || error.origin === 'protocol');
}
