import { type Observable, type Subscriber, Subscription, timer } from 'rxjs';

import { ApiError } from '../errors/api-error.js';
import type { Frame } from '../frame.js';
import { waitBefore } from '../operators/retry/backoff-delay.js';
import { Alarm, timeout } from '../operators/time-limits/alarm.js';
import { currentScope, keepAttempts } from '../scope/attempt-scope.js';
import type { Cursor } from './cursor.js';
import { isBreak, isWorthWaiting, madeFinal, resumeFailed } from './resume-errors.js';
import type { resumeSettings } from './resume-options.js';

/** What it takes to follow one answer. */
export interface AnswerRoute<P> {
  readonly cursor: Cursor;
  /** One more connection; the first one, where the cursor has no place yet. It says when the server has accepted it. */
  connect(onStatus: (status: number | undefined) => void): Observable<Frame<P>>;
  /** Whether a frame only stands for what was delivered before. */
  isRepeated(frame: Frame<P>): boolean;
  /** Whether what was read is a whole answer, although no terminal has come. */
  isWhole(): boolean;
  /** Whether an accepted request has begun an answer that goes on without us. */
  readonly beginsAtOnce: boolean;
  readonly settings: ReturnType<typeof resumeSettings>;
  /** Kept up to date: whether the answer goes on at the server when nobody reads it any more. */
  readonly progress: { goesOn: boolean };
}

/** Follows one answer over its connections, one after the other, until it ends or cannot be followed. */
export function followAnswer<P>(route: AnswerRoute<P>, subscriber: Subscriber<Frame<P>>): void {
  const { cursor, progress, settings: { maxResumes, silenceMs, maxRetryAfterMs, ...backoff } } = route;
  let isResumed = false;
  /** Whether the last connection ended in good order, behind an answer that needs no terminal. */
  let isWhole = false;
  /** Connections in a row that brought nothing new. */
  let barren = 0;
  let current = new Subscription();
  // All connections belong to the attempt, and to the call that somebody may observe.
  const inAttempt = keepAttempts();
  const { call } = currentScope();
  subscriber.add(() => { current.unsubscribe(); });

  const connect = (): void => {
    cursor.beginConnection();
    let status: number | undefined;
    let hasEnded = false;
    const silence = new Alarm(() => {
      current.unsubscribe();
      broken(timeout(`No frame came within ${String(silenceMs)} ms (silenceMs).`, 'silenceMs'));
    });
    const broken = (error: unknown): void => {
      silence.stop();
      goOn(error, status);
    };
    // As long as nobody knows where to go on, a second connection would help nobody.
    const listen = (): void => { if (cursor.place !== undefined) silence.set(silenceMs); };
    listen();
    current = new Subscription(() => { silence.stop(); });
    const connection = route.connect((told) => {
      status = told;
      progress.goesOn ||= route.beginsAtOnce && isAccepted(status);
    });
    current.add(inAttempt(() => connection.subscribe({
      next: (frame) => {
        if (route.isRepeated(frame)) {
          listen();
          return;
        }
        cursor.confirm(frame.kind === 'unknown' || ('deltas' in frame && frame.deltas.length > 0));
        barren = 0;
        hasEnded = frame.kind === 'terminal' || frame.kind === 'error';
        listen();
        progress.goesOn = !hasEnded && (route.beginsAtOnce || cursor.place !== undefined);
        subscriber.next(frame);
      },
      error: broken,
      complete: () => {
        isWhole = route.isWhole();
        if (hasEnded) subscriber.complete();
        else broken(new ApiError({ type: 'truncated_stream', origin: 'protocol', message: 'The stream ended before the answer was whole.' }));
      },
    })));
  };

  const fail = (error: unknown): void => {
    if (!isWhole) {
      subscriber.error(error);
      return;
    }
    const terminal: Frame<P> = { kind: 'terminal', payload: undefined, deltas: [] };
    call?.onFrame(terminal);
    subscriber.next(terminal);
    subscriber.complete();
  };

  const goOn = (error: unknown, status: number | undefined): void => {
    const canWait = isBreak(error) || (isResumed && isWorthWaiting(error));
    if (isResumed && status === 204) fail(resumeFailed('nothing is left of it, though it was not whole.', error));
    else if (!canWait) fail(isResumed ? madeFinal(error) : error);
    else if (cursor.place === undefined) fail(route.beginsAtOnce && isAccepted(status) ? resumeFailed('the server has not told its id.', error) : error);
    else wait(error);
  };

  const wait = (error: unknown): void => {
    barren += 1;
    const retryAfterMs = (ApiError.is(error) && error.retryAfterMs) || 0;
    if (barren > maxResumes) fail(resumeFailed(`${String(maxResumes)} connections brought nothing new.`, error));
    else if (retryAfterMs > maxRetryAfterMs) fail(resumeFailed('the server asks for a longer wait than maxRetryAfterMs.', error));
    else {
      isResumed = true;
      const delayMs = waitBefore(barren, retryAfterMs, { ...backoff, factor: 2 });
      current = timer(delayMs).subscribe({ next: connect, error: (failure: unknown) => { subscriber.error(failure); } });
    }
  };

  connect();
}

function isAccepted(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status <= 299;
}
