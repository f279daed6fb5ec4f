import { NEVER, Observable } from 'rxjs';

import { ApiError } from '../../errors/api-error.js';
import type { Abort } from '../../stream-notes.js';
import { invalidRequest } from './invalid-request.js';

/**
 * What these signals may do to a stream: the first of them to abort fails it, at once where one has aborted already. A listener stays
 * on a signal only as long as somebody is subscribed, so many streams may share one. Without a signal it is `NEVER`.
 */
export function abortBy(given: readonly (AbortSignal | undefined)[], secrets: readonly string[]): Abort {
  const signals = given.filter((signal) => signal !== undefined);
  if (signals.length === 0) return NEVER;
  return new Observable((subscriber) => {
    if (!signals.every(isSignal)) {
      subscriber.error(invalidRequest('The signal must be an AbortSignal.'));
      return undefined;
    }
    const failIfAborted = (): void => {
      const aborted = signals.find((signal) => signal.aborted);
      if (aborted) subscriber.error(abortedError(aborted.reason, secrets));
    };
    failIfAborted();
    if (subscriber.closed) return undefined;
    const stops = signals.map((signal) => listenTo(signal, failIfAborted));
    return () => {
      for (const stop of stops) stop();
    };
  });
}

let unsubscribed: unknown;

/**
 * Aborts a request that nobody waits for any more. There is one reason for all of them: a new one notes where it was made, which costs
 * more than all else that ends a stream, and only the client that is aborted sees it.
 */
export function letGo(controller: AbortController): void {
  // React Native has none.
  if (typeof DOMException !== 'undefined') unsubscribed ??= new DOMException('This operation was aborted', 'AbortError');
  controller.abort(unsubscribed);
}

/** Whatever the reason is, somebody on this side wanted no answer any more. */
function abortedError(reason: unknown, secrets: readonly string[]): ApiError {
  return new ApiError({ type: 'aborted', origin: 'transport', message: 'The request was aborted.', raw: reason, cause: reason, secrets });
}

/** By its form: a signal may come from another realm or from a polyfill. */
function isSignal(signal: Partial<AbortSignal> | null): boolean {
  return typeof signal?.aborted === 'boolean' && typeof signal.addEventListener === 'function';
}

/** What is to be called for each signal that somebody listens to. */
const listeners = new WeakMap<AbortSignal, Set<() => void>>();

/** Puts one listener on a signal, however many streams share it: Node warns of a leak where there are more than ten. */
function listenTo(signal: AbortSignal, call: () => void): () => void {
  const calls = listeners.get(signal) ?? new Set();
  listeners.set(signal, calls.add(call));
  if (calls.size === 1) signal.addEventListener('abort', callAll);
  return () => {
    calls.delete(call);
    if (calls.size === 0) signal.removeEventListener('abort', callAll);
  };
}

function callAll(this: AbortSignal): void {
  for (const call of [...(listeners.get(this) ?? [])]) call();
}
