import { isObservable, type Observable, ReplaySubject, type Subscription } from 'rxjs';

/**
 * Subscribes once, and resolves with all values of the source when the first one comes, or the end. It rejects with an error that comes
 * before: so a handler of an `@Sse()` route of NestJS can wait for it, and the error keeps its status.
 *
 * With any interceptor on the route, even one that only logs, NestJS commits `200` before the wait is over: there `sse` is what keeps the
 * status. Aborting the signal unsubscribes, before and after. A value waits for its reader, so read the result soon, and once.
 *
 * @param signal of the client: `@SseSignal()`.
 */
export function whenReady<T>(source$: Observable<T>, signal: AbortSignal): Promise<Observable<T>> {
  if (!isObservable(source$)) throw new TypeError('whenReady takes an Observable.');
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- plain JavaScript forgets it
  if (typeof signal?.aborted !== 'boolean') throw new TypeError('whenReady needs the AbortSignal of the request, which tells that the client has left.');
  return new Promise((resolve, reject) => {
    // All that came before its reader, as the docs say.
    const values = new ReplaySubject<T>(Infinity);
    const subscription: Subscription = source$.subscribe({
      next: (value) => {
        values.next(value);
        resolve(values.asObservable());
      },
      error: (error: unknown) => {
        // eslint-disable-next-line rxjs-x/throw-error -- it is what came
        values.error(error);
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it is what came
        reject(error);
      },
      complete: () => {
        values.complete();
        resolve(values.asObservable());
      },
    });
    const stop = (): void => {
      subscription.unsubscribe();
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    else {
      signal.addEventListener('abort', stop, { once: true });
      subscription.add(() => {
        signal.removeEventListener('abort', stop);
      });
    }
  });
}
