import { ApiError, collect, type Completion, type Frame, reliably } from 'framewise';
import { Observable, tap } from 'rxjs';

import type { Happening, Moment } from './moment.js';

export type ReliablyOptions = NonNullable<Parameters<typeof reliably>[0]>;

/**
 * Everything that happens to a stream under `reliably()`, as it happens.
 *
 * A tap in front of it sees each attempt and every frame, error frames too; one behind it sees what its consumer gets.
 *
 * @returns moments, `whole` or `failed` the last one. It completes after a failure, too.
 */
export function watch(frames: Observable<Frame<unknown>>, options: ReliablyOptions = {}): Observable<Moment> {
  return new Observable((subscriber) => {
    const startMs = performance.now();
    const note = (happening: Happening): void => {
      subscriber.next({ ...happening, atMs: performance.now() - startMs });
    };
    let attempt = 0;
    let completion: Completion | undefined;

    return frames
      .pipe(
        tap({
          subscribe: () => { note({ kind: 'attempt', attempt: ++attempt }); },
          next: (frame) => { note({ kind: 'frame', frame }); },
        }),
        reliably({
          ...options,
          logger: SILENT,
          onRetry: ({ error, ...retry }) => {
            if (ApiError.is(error)) note({ kind: 'wait', error, ...retry });
          },
        }),
        tap((frame) => {
          if (frame.kind === 'restart') note({ kind: 'restart', attempt: frame.attempt });
        }),
        collect(),
      )
      .subscribe({
        next: (snapshot) => { completion = snapshot; },
        error: (error: unknown) => {
          if (!ApiError.is(error)) {
            subscriber.error(error);
            return;
          }
          note({ kind: 'failed', error, completion });
          subscriber.complete();
        },
        complete: () => {
          note({ kind: 'whole', completion });
          subscriber.complete();
        },
      });
  });
}

/** The timeline is the log. */
const SILENT = { warn: () => undefined, error: () => undefined };
