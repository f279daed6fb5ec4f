import { defer, finalize, type Observable, tap } from 'rxjs';

import { ApiError } from '../errors/api-error.js';
import { isRefusal } from '../errors/words/own-words.js';
import { commits, type GoodFrame, type RestartFrame } from '../frame.js';
import type { Verdict } from './circuit.js';

/** What is told of an attempt. `onHeard` and `onVerdict` are called once, and always, whatever the attempt comes to. */
export interface AttemptHooks {
  /** The upstream has answered, or nobody waits any more. */
  onHeard(): void;
  onError(error: unknown): void;
  onVerdict(verdict: Verdict): void;
}

/** The same frames, and what they say of the upstream on the side. */
export function watchAttempt<F extends GoodFrame<unknown> | RestartFrame>(source: Observable<F>, timedOut: Observable<unknown>, hooks: AttemptHooks): Observable<F> {
  return defer(() => {
    let isHeard = false;
    let isJudged = false;
    const hear = (): void => {
      if (!isHeard) hooks.onHeard();
      isHeard = true;
    };
    const judge = (verdict: Verdict): void => {
      hear();
      if (!isJudged) hooks.onVerdict(verdict);
      isJudged = true;
    };
    const clock = timedOut.subscribe({ next: () => { judge('failure'); }, error: () => undefined });
    return source.pipe(
      tap({
        next: (frame) => {
          hear();
          // A preamble proves nothing: the overload comes right behind it.
          if (!isJudged && frame.kind !== 'restart' && commits(frame)) judge('success');
        },
        error: (error: unknown) => {
          hooks.onError(error);
          judge(verdictOf(error));
        },
        complete: () => { judge('success'); },
      }),
      finalize(() => {
        clock.unsubscribe();
        judge('nothing');
      }),
    );
  });
}

/** Whether an error says that too much was asked of the upstream. */
export function isLimited(error: unknown): error is ApiError {
  return ApiError.is(error) && error.status === 429 && error.retryable;
}

/** Errors that say nothing of the upstream: the caller's own doing, a wrong address, or a request that was never sent. */
const SILENT = new Set(['aborted', 'invalid_request', 'unexpected_content', 'unexpected_redirect']);

/** What the error of an attempt that put nothing out says of the upstream. */
function verdictOf(error: unknown): Verdict {
  if (!ApiError.is(error) || SILENT.has(error.type) || isRefusal(error.type)) return 'nothing';
  const { origin, status, type } = error;
  if (origin === 'transport' || type === 'truncated_stream') return 'failure';
  if (status === undefined) return 'nothing';
  // 501 and 505 are answers to the request, given by a server that works.
  return status >= 500 && status !== 501 && status !== 505 ? 'failure' : 'alive';
}
