import type { OperatorFunction } from 'rxjs';

import { checkCalled, noFrame } from '../check-options.js';
import type { Frame, GoodFrame } from '../frame.js';
import { operateBy, Stage } from '../stage.js';

/**
 * Turns an error frame into the Observable's error.
 *
 * Like RxJS `dematerialize`, for error frames alone: the other frames stay what they are.
 *
 * Returns the same frames without error frames, in the type too: `retryWithBackoff`, `collect` and `text` accept only such a
 * stream, so that to forget this operator does not compile.
 *
 * At an error frame it unsubscribes from the source and fails with the frame's own ApiError. Completion and other errors pass.
 *
 * The frames before the error frame have been delivered already: an answer that fails after `200 OK` has often shown half its
 * words already.
 *
 * ![Marble diagram of failOnErrorFrame](../../docs/diagrams/fail-on-error-frame.svg)
 *
 * @example
 * ```
 * source    d--d--e      d data, e an error frame
 * result    d--d--#      # frame.error
 * ```
 */
export function failOnErrorFrame<P>(): OperatorFunction<Frame<P>, GoodFrame<P>>;
export function failOnErrorFrame<P>(given?: unknown): OperatorFunction<Frame<P>, GoodFrame<P>> {
  checkCalled('failOnErrorFrame', given);
  return operateBy((out) => new ErrorFrameStage<P>(out));
}

class ErrorFrameStage<P> extends Stage<Frame<P>, GoodFrame<P>> {
  protected override _next(frame: Frame<P>): void {
    if (frame.kind === 'error') this.error(frame.error);
    // Plain JavaScript may put it behind text(): reliably() would ask again for what is whole.
    else if (!(frame as Partial<Frame<P>>).kind) this.error(noFrame());
    else this.out.next(frame);
  }
}
