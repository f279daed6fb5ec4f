import type { Observable } from 'rxjs';

import { ApiError } from './errors/api-error.js';

/** Never emits. Fails with an `ApiError` of type `aborted` when the user aborts the requests of a stream. */
export type Abort = Observable<never>;

/** Who is asked for what. Absent is what nobody knows: a function that opens the response keeps its URL and its body to itself. */
export interface Asked {
  readonly protocol: string;
  readonly host?: string | undefined;
  readonly model?: string | undefined;
  readonly label?: string | undefined;
}

/** What a stream says of itself when it is subscribed to. */
export interface Attempt {
  readonly abort: Abort;
  readonly asked: Asked;
}

type Listener = (attempt: Attempt) => void;

/** Those who are subscribing to attempts now, one inside the other. */
let listeners: readonly Listener[] = [];

/**
 * Subscribes to an attempt, and hears what the stream says of itself. So an operator that waits between attempts can stop waiting at
 * an abort, and one that writes a log knows who was asked, although both were told to `streamFrames` and never pass by the operator.
 *
 * Only a stream that is subscribed to before `subscribe` returns is heard; all but asynchronous wrappers see to that.
 */
export function hearAttempts<T>(listener: Listener, subscribe: () => T): T {
  return within([...listeners, listener], subscribe);
}

/**
 * Keeps those who are subscribing now, for a stream that is subscribed to later, as one that has to wait for its turn: they hear of it
 * all the same.
 */
export function keepAttempts(): <T>(subscribe: () => T) => T {
  const kept = listeners;
  return (subscribe) => within(kept, subscribe);
}

/** Tells those who are subscribing. */
export function announceAttempt(attempt: Attempt): void {
  for (const listener of listeners) listener(attempt);
}

function within<T>(inner: readonly Listener[], subscribe: () => T): T {
  const outer = listeners;
  listeners = inner;
  try {
    return subscribe();
  } finally {
    listeners = outer;
  }
}

/** Whether somebody on this side wanted no answer any more. */
export function isAborted(error: unknown): boolean {
  return ApiError.is(error) && error.origin === 'transport' && error.type === 'aborted';
}
