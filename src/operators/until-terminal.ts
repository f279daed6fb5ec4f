import type { MonoTypeOperatorFunction } from 'rxjs';

import { checkCalled } from '../check-options.js';
import { ApiError } from '../errors/api-error.js';
import type { Frame, RestartFrame } from '../frame.js';
import { operateBy, Stage } from '../stage.js';

/**
 * Ends the stream where the answer ends, and finds an answer that was cut short.
 *
 * Like RxJS `takeWhile` with `inclusive`, but an end that comes too early is an error.
 *
 * Returns the same frames up to the first terminal or error frame, that frame included; there it completes and unsubscribes
 * from the source, whatever the server does next.
 *
 * If the source completes before, it fails with the ApiError `truncated_stream`. Errors pass.
 *
 * A clean end of a connection proves nothing: a gateway that crashes, or a proxy that loses its upstream, often ends the body
 * in good order. Only the terminal frame tells, and without this operator nobody looks for it.
 *
 * ![Marble diagram of untilTerminal](../../docs/diagrams/until-terminal.svg)
 *
 * @example
 * ```
 * source    d--d--t--d--|     t the terminal frame
 * result    d--d--(t|)
 *
 * source    d--d--|
 * result    d--d--#           # truncated_stream
 * ```
 */
export function untilTerminal<F extends Frame<unknown> | RestartFrame>(): MonoTypeOperatorFunction<F>;
export function untilTerminal<F extends Frame<unknown> | RestartFrame>(given?: unknown): MonoTypeOperatorFunction<F> {
  checkCalled('untilTerminal', given);
  return operateBy((out) => new TerminalStage<F>(out));
}

class TerminalStage<F extends Frame<unknown> | RestartFrame> extends Stage<F, F> {
  private ended = false;

  protected override _next(frame: F): void {
    if (this.ended) return; // a consumer made the source emit while it was given the last frame
    this.ended = endsAnswer(frame);
    this.out.next(frame);
    if (this.ended) this.complete();
  }

  protected override _complete(): void {
    if (this.ended) super._complete();
    else this._error(truncated());
  }
}

function endsAnswer(frame: Frame<unknown> | RestartFrame): boolean {
  return frame.kind === 'terminal' || frame.kind === 'error';
}

function truncated(): ApiError {
  return new ApiError({
    type: 'truncated_stream',
    origin: 'protocol',
    message: 'The stream ended before the answer was whole: no terminal frame came.',
  });
}
