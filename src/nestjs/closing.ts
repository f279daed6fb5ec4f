import { AsyncLocalStorage } from 'node:async_hooks';
import type { Server } from 'node:http';
import { defer, merge, mergeMap, type MonoTypeOperatorFunction, NEVER, type Observable, ReplaySubject, takeUntil, throwError } from 'rxjs';

import { ApiError } from '../index.js';

/** The applications of this process that have not closed. */
const open = new Set<Closing>();
/** The one whose request is being answered. */
const answering = new AsyncLocalStorage<Closing>();

/** Tells the streams of one application that it closes. */
export class Closing {
  readonly #closes = new ReplaySubject<void>(1);

  /** Emits when the application closes, or has closed. */
  get closes$(): Observable<void> {
    return this.#closes;
  }

  /** @param server the one whose requests the application answers. */
  begin(server: Pick<Server, 'prependListener'> | undefined): void {
    open.add(this);
    server?.prependListener('request', () => {
      // Following a request makes every promise dearer in Node 20 and 22. Where there is one application, as mostly, everything is its own.
      if (open.size > 1) answering.enterWith(this);
    });
  }

  announce(): void {
    this.#closes.next();
  }

  /** Nothing is answered any more. */
  end(): void {
    open.delete(this);
  }
}

/** Emits when the application closes that answers the request under way. */
export function applicationCloses(): Observable<unknown> {
  const known = answering.getStore();
  if (known) return known.closes$;
  return open.size === 0 ? NEVER : merge(...[...open].map(({ closes$ }) => closes$));
}

/** Fails when the application closes that answers the request under way, with an error of type `aborted`. */
export function endAtClose<T>(closes: () => Observable<unknown> = applicationCloses): MonoTypeOperatorFunction<T> {
  // Each stream has an error of its own, since who answers a request notes on it how to tell it.
  const ends = (): Observable<never> => closes().pipe(mergeMap(() => throwError(() => new ApiError({ type: 'aborted', origin: 'transport', message: 'The application closes.' }))));
  return (source) => defer(() => source.pipe(takeUntil(ends())));
}
