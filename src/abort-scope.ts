import type { Observable } from 'rxjs';

import { ApiError } from './errors/api-error.js';

/** Never emits. Fails with an `ApiError` of type `aborted` when the user aborts the requests of a stream. */
export type Abort = Observable<never>;

/** The attempts that are being subscribed to, one inside the other, with what may abort each. */
let attempts: readonly Set<Abort>[] = [];

/**
 * Subscribes to an attempt, and collects in `aborts` what may abort its requests. So an operator that waits between attempts can stop
 * waiting at an abort, although the signal was given to `streamFrames` and never passes by the operator.
 *
 * Only a stream that is subscribed to before `subscribe` returns is seen; all but asynchronous wrappers see to that.
 */
export function collectAborts(aborts: Set<Abort>, subscribe: () => void): void {
  const outer = attempts;
  attempts = [...outer, aborts];
  try {
    subscribe();
  } finally {
    attempts = outer;
  }
}

/**
 * Keeps the attempts that are being subscribed to now, for a stream that is subscribed to later, as one that has to wait for its turn: what
 * may abort it still reaches them.
 */
export function keepAttempts(): (subscribe: () => void) => void {
  const kept = attempts;
  return (subscribe) => {
    const outer = attempts;
    attempts = kept;
    try {
      subscribe();
    } finally {
      attempts = outer;
    }
  };
}

/** Tells the attempts that are being subscribed to what may abort them. */
export function announceAbort(abort: Abort): void {
  for (const aborts of attempts) aborts.add(abort);
}

/** Whether somebody on this side wanted no answer any more. */
export function isAborted(error: unknown): boolean {
  return ApiError.is(error) && error.origin === 'transport' && error.type === 'aborted';
}
