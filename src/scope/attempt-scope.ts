import { ApiError } from '../errors/api-error.js';
import type { Abort } from '../stream-notes.js';
import type { ObservedCall } from './observed-call.js';

/** Who is asked for what. Absent is what nobody knows: a function that opens the response keeps its URL and its body to itself. */
export interface Asked {
  readonly protocol: string;
  readonly host?: string | undefined;
  readonly model?: string | undefined;
  readonly label?: string | undefined;
}

/** What one answer is read from. */
export interface Connection {
  /** Calls back when it is free again, which may be a moment after the stream has ended. */
  whenFree(call: () => void): void;
}

/** What a stream says of itself when it is subscribed to. */
export interface Attempt {
  readonly abort: Abort;
  /** Put together when somebody tells of it, and not for each stream. */
  readonly asked: () => Asked;
  /** Whether the answer goes on at the server when nobody reads it any more: it is not to be asked for anew. Left out: it does not. */
  readonly goesOn?: (() => boolean) | undefined;
  /** What it is read from. Left out: nobody knows of one. */
  readonly connection?: Connection | undefined;
}

type Listener = (attempt: Attempt) => void;

/** What surrounds a stream at the moment at which it is subscribed to. */
interface Scope {
  /** Those who are subscribing to attempts now, one inside the other. */
  readonly listeners: readonly Listener[];
  /** The call that the attempts belong to, where somebody observes it. */
  readonly call: ObservedCall | undefined;
  /** By what an operator knows the attempt that is made, or whose response has come. */
  readonly mark: object | undefined;
}

let scope: Scope = { listeners: [], call: undefined, mark: undefined };

/**
 * Subscribes to an attempt, and hears what the stream says of itself. So an operator that waits between attempts can stop waiting at
 * an abort, and one that writes a log knows who was asked, although both were told to `streamFrames` and never pass by the operator.
 *
 * Only a stream that is subscribed to before `subscribe` returns is heard; all but asynchronous wrappers see to that.
 */
export function hearAttempts<T>(listener: Listener, subscribe: () => T): T {
  return within({ ...scope, listeners: [...scope.listeners, listener] }, subscribe);
}

/**
 * Keeps who is subscribing now, and the call, for a stream that is subscribed to later, as one that has to wait for its turn: they hear of it
 * all the same.
 */
export function keepAttempts(): <T>(subscribe: () => T) => T {
  const kept = scope;
  return (subscribe) => within(kept, subscribe);
}

/** Tells those who are subscribing. */
export function announceAttempt(attempt: Attempt): void {
  for (const listener of scope.listeners) listener(attempt);
}

/** The call and the mark of a stream that is subscribed to now. */
export function currentScope(): Pick<Scope, 'call' | 'mark'> {
  return scope;
}

/** Marks the attempt that is subscribed to, or whose response is told of, so that who is told knows whose it is. */
export function markAttempt(mark: object | undefined, act: () => void): void {
  within({ ...scope, mark }, act);
}

/** Makes a stream that is subscribed to now, and its attempts, a part of this call. */
export function withinCall<T>(call: ObservedCall, subscribe: () => T): T {
  return within({ ...scope, call }, subscribe);
}

function within<T>(inner: Scope, subscribe: () => T): T {
  const outer = scope;
  scope = inner;
  try {
    return subscribe();
  } finally {
    scope = outer;
  }
}

/** Whether somebody on this side wanted no answer any more. */
export function isAborted(error: unknown): boolean {
  return ApiError.is(error) && error.origin === 'transport' && error.type === 'aborted';
}
