import { defer, NEVER, type Observable, type OperatorFunction, Subject } from 'rxjs';

import { checkNumber, checkOptions } from '../check-options.js';
import type { Frame, GoodFrame, RestartFrame } from '../frame.js';
import { observeCall } from '../scope/observe-call.js';
import type { StreamObserver } from '../scope/stream-observer.js';
import { madeOf } from '../stream-notes.js';
import type { Upstream } from '../upstream/upstream.js';
import { failAfterTelling } from './fail-after.js';
import { failOnErrorFrame } from './fail-on-error-frame.js';
import { failOnStallOf, stallOptionNames, type StallOptions } from './fail-on-stall.js';
import { type LogOptions, logTo } from './log-failures.js';
import { FailureLog } from './logging/failure-log.js';
import { type RetryGate, retryOptionNames, type RetryOptions } from './retry/retry-options.js';
import { retryPolicy } from './retry/retry-policy.js';
import { countAttempts, retryBy } from './retry-with-backoff.js';
import { untilTerminal } from './until-terminal.js';

/** The options of `retryWithBackoff`, `failOnStall`, `failAfter` and `logFailures` in one object. */
export type ReliablyOptions<P = unknown> = Omit<RetryOptions<P>, 'upstream' | 'logger'> & StallOptions & LogOptions & {
  /** How long the call may take over all its attempts and waits, in milliseconds. Default Infinity, which is for ever. */
  failAfterMs?: number | undefined;
  /** What all calls to the same upstream share: a retry budget, a circuit, a cool-down, places. Default: none. */
  upstream?: Upstream | undefined;
  /** Watches each call over all its attempts. One that `streamFrames` was given need not be given again. Default: nobody does. */
  observer?: StreamObserver | undefined;
};

const optionNames = { ...retryOptionNames, ...stallOptionNames, failAfterMs: 1, observer: 'object' };

/**
 * Everything between the frames of one attempt and a whole answer, in the right order: `failOnErrorFrame`, `untilTerminal`,
 * `failOnStall`, `upstream.admit`, `retryWithBackoff`, `failAfter`, `logFailures`.
 *
 * Like nothing in RxJS: it is a `pipe` of the operators below, in the one order that works.
 *
 * Returns the frames of a whole answer. Where there is none it fails with one ApiError, the last attempt's own, logged once.
 * Retries, and payloads of unknown shape in every attempt, are logged as warnings. Unsubscribing ends the attempt or the wait.
 *
 * It is no promise of an answer: after output nothing is repeated unless you ask for `afterOutput: 'restart'`. The log goes to
 * the console unless you give a logger; `logger: false` keeps quiet.
 *
 * ![Marble diagram of reliably](../../docs/diagrams/reliably.svg)
 *
 * @example
 * ```ts
 * streamFrames(messages, request).pipe(reliably({ maxRetries: 3 }), collect())
 * ```
 *
 * @param options those of `retryWithBackoff` and `failOnStall`, `failAfterMs` (default none), `upstream` (default none), and `logger` (default `console`).
 * @throws TypeError, RangeError where it is called, for an option that is out of its range.
 */
export function reliably<P>(
  options?: ReliablyOptions<P> & { afterOutput?: 'fail' | undefined },
): OperatorFunction<Frame<P>, GoodFrame<P>>;
/** The same with `afterOutput: 'restart'`: restart frames may come, and the type says so. */
export function reliably<P>(options: ReliablyOptions<P>): OperatorFunction<Frame<P>, GoodFrame<P> | RestartFrame>;
export function reliably<P>(options: ReliablyOptions<P> = {}): OperatorFunction<Frame<P>, GoodFrame<P> | RestartFrame> {
  checkOptions('reliably', options, optionNames);
  return reliablyOf(options, NEVER);
}

/** The same for frames that are pulled: the clocks of a stall stand still while nobody waits for a frame. */
export function reliablyOf<P>(
  { logger = console, failAfterMs = Infinity, upstream, observer, ...options }: ReliablyOptions<P>,
  demand: Observable<boolean>,
): OperatorFunction<Frame<P>, GoodFrame<P> | RestartFrame> {
  checkUpstream(upstream);
  const policy = retryPolicy(options);
  const stall = failOnStallOf<GoodFrame<P>>(options, demand);
  checkNumber('failAfterMs', failAfterMs, 1);
  return (frames) => {
    const attempt = frames.pipe(failOnErrorFrame<P>(), untilTerminal(), stall);
    const whole = defer(() => {
      const log = new FailureLog(logger);
      const retry = retryBy(upstream ? retryPolicy({ ...options, upstream: tellingRefusals(upstream, log) }) : policy, log);
      return logTo(log, retryInTime(attempt, upstream, retry, failAfterMs));
    });
    return madeOf(frames, observeCall(whole, frames, observer));
  };
}

/** The error of a call that has taken too long says how many attempts were made, and the upstream hears why the last one ended. */
function retryInTime<P>(
  attempt: Observable<GoodFrame<P>>,
  upstream: Upstream | undefined,
  retry: OperatorFunction<GoodFrame<P>, GoodFrame<P> | RestartFrame>,
  failAfterMs: number,
): Observable<GoodFrame<P> | RestartFrame> {
  if (failAfterMs === Infinity) return (upstream ? attempt.pipe(upstream.admit()) : attempt).pipe(retry);
  const timedOut = new Subject<void>();
  let made = 0;
  const counted = defer(() => {
    made += 1;
    return upstream ? attempt.pipe(upstream.admit(timedOut)) : attempt;
  });
  return counted.pipe(retry, failAfterTelling(failAfterMs, (error) => {
    countAttempts(error, made);
    timedOut.next();
  }));
}

function checkUpstream(upstream: Upstream | undefined): void {
  if (upstream !== undefined && typeof (upstream as Partial<Upstream>).admit !== 'function') throw new TypeError('upstream must be an Upstream: write new Upstream({ ... }), once.');
}

/** The upstream as a gate for retries that writes down where it refuses one. */
function tellingRefusals(upstream: Upstream, log: FailureLog): RetryGate {
  return {
    addCall: () => { upstream.addCall(); },
    takeRetry: () => {
      const may = upstream.takeRetry();
      if (!may) log.refusedRetry();
      return may;
    },
  };
}
