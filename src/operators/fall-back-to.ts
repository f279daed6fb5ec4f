import { catchError, concat, defer, isObservable, Observable, of, type OperatorFunction, tap } from 'rxjs';

import { checkOptions, checkWord } from '../check-options.js';
import { ApiError } from '../errors/api-error.js';
import { advice } from '../errors/words/advice.js';
import { commits, type GoodFrame, type RestartFrame } from '../frame.js';
import { currentScope, keepAttempts } from '../scope/attempt-scope.js';
import { observeCall } from '../scope/observe-call.js';
import { takeOver } from './logging/failure-log.js';

type AnswerFrame = GoodFrame<unknown> | RestartFrame;

/** After which errors `fallBackTo` turns to another source. */
export interface FallBackOptions<F extends AnswerFrame = AnswerFrame> {
  /**
   * Whether another source may answer after this error. Default: it is retryable, or this source cannot answer at all (402, 403, 404,
   * 501, a used-up quota, a host that does not exist, a body that is no stream). Never after other errors of the request or of its content.
   */
  when?: ((error: ApiError) => boolean) | undefined;
  /** Whether delivering this frame makes it unsafe to turn to another source in silence. Default `commits`. */
  commitsOn?: ((frame: Exclude<F, RestartFrame>) => boolean) | undefined;
  /** What a failure after a commit does: `fail` (default), or `restart`, which announces that the next source begins anew. */
  afterOutput?: 'fail' | 'restart' | undefined;
}

/**
 * Turns to another source, such as a second model, when the first one fails before anybody has read a word of its answer.
 *
 * Like RxJS `catchError`, but only before output, and only after errors that another source may mend.
 *
 * Returns the frames of the first source, and after its failure those that `next` returns; from there on completion and errors are
 * that one's. So every source is tried once, and the last error wins. The error goes on as the very object where it is no ApiError,
 * `when` refuses it, output is out, or `next` returns `undefined`. What `next` or another callback throws becomes the error.
 *
 * Stand it behind `reliably()`, which has tried the first source as often as it may, and give the next source a `reliably()` of its
 * own. Several of them are chained. Both protocols are in the type, so that `accumulate()` of only one of them does not compile. Who
 * answers stands in the answer's own `model`; `next` is called when it begins.
 *
 * After output it never turns in silence: the words of two answers would stand behind each other. `afterOutput: 'restart'` announces
 * it in a restart frame, and the output type says that such frames come. The first source may be billed all the same.
 *
 * ![Marble diagram of fallBackTo](../../docs/diagrams/fall-back-to.svg)
 *
 * @example
 * ```ts
 * streamFrames(messages, first).pipe(
 *   reliably(),
 *   fallBackTo(() => streamFrames(chatCompletions, second).pipe(reliably())),
 *   text(),
 * )
 * ```
 *
 * @param next what answers after this error; `undefined` where nothing does.
 * @throws TypeError where it is called, for an option that is none.
 */
export function fallBackTo<F extends AnswerFrame, N extends AnswerFrame>(
  next: (error: ApiError) => Observable<N> | undefined,
  options?: FallBackOptions<F> & { afterOutput?: 'fail' | undefined },
): OperatorFunction<F, F | N>;
/** The same with `afterOutput: 'restart'`: restart frames may come, and the type says so. */
export function fallBackTo<F extends AnswerFrame, N extends AnswerFrame>(
  next: (error: ApiError) => Observable<N> | undefined,
  options: FallBackOptions<F>,
): OperatorFunction<F, F | N | RestartFrame>;
export function fallBackTo<F extends AnswerFrame, N extends AnswerFrame>(
  next: (error: ApiError) => Observable<N> | undefined,
  options: FallBackOptions<F> = {},
): OperatorFunction<F, F | N | RestartFrame> {
  if (typeof next !== 'function') throw noSource();
  checkOptions('fallBackTo', options, { when: 'function', commitsOn: 'function', afterOutput: 1 });
  const { when = anotherMayAnswer, commitsOn = commits, afterOutput = 'fail' } = options;
  checkWord('afterOutput', afterOutput, ['fail', 'restart']);
  return (frames) => {
    const whole = defer(() => {
      const { call } = currentScope();
      let committed = false;
      let attempt = 1;
      const inAttempt = keepAttempts();
      return frames.pipe(
        tap((frame) => {
          if (frame.kind === 'restart') {
            committed = false; // what was out is void
            ({ attempt } = frame);
          } else {
            committed ||= commitsOn(frame as Exclude<F, RestartFrame>);
          }
        }),
        catchError((error: unknown) => {
          if (!ApiError.is(error) || (committed && afterOutput === 'fail') || !when(error)) throw error;
          const another = next(error);
          if (another === undefined) throw error;
          if (!isObservable(another)) throw noSource(error);
          call?.tell('fallback', error);
          const heard = subscribedBy(inAttempt, another);
          if (!committed) return takeOver(error, heard);
          const restart: RestartFrame = { kind: 'restart', attempt: attempt + 1, error };
          call?.tell('restart', restart);
          return takeOver(error, concat(of(restart), heard));
        }),
      );
    });
    return observeCall<F | N | RestartFrame>(whole, frames);
  };
}

function noSource(cause?: unknown): TypeError {
  return new TypeError('fallBackTo takes a function that returns the next source, an Observable: write fallBackTo(() => ...).', { cause });
}

/** An operator that logs the sources hears of the second one too. */
function subscribedBy<T>(inAttempt: ReturnType<typeof keepAttempts>, source: Observable<T>): Observable<T> {
  return new Observable((subscriber) => inAttempt(() => source.subscribe(subscriber)));
}

const unavailable: ReadonlySet<number | undefined> = new Set([402, 403, 404, 501]);
const usedUp: ReadonlySet<string> = new Set([advice.topUp, advice.waitForReset]);
const refused: ReadonlySet<string> = new Set([advice.changeContent, advice.checkImage]);

/** What the request holds fails everywhere; what this server lacks, another may have. */
function anotherMayAnswer({ type, status, retryable, advice }: ApiError): boolean {
  if (refused.has(advice)) return false;
  return retryable || unavailable.has(status) || usedUp.has(advice) || type === 'unexpected_content' || type === 'host_not_found';
}
