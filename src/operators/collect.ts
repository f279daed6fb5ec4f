import type { OperatorFunction } from 'rxjs';

import type { Completion } from '../answer/completion.js';
import { CompletionFold } from '../answer/completion-fold.js';
import { checkCalled, noFrame } from '../check-options.js';
import type { Frame, GoodFrame, RestartFrame } from '../frame.js';
import { operateBy, Stage } from '../stage.js';

/**
 * The answer as it grows.
 *
 * Like RxJS `scan`, whose seed and function are given.
 *
 * Returns a Completion for the first frame and for each further one that changes something. The last one is the whole
 * answer, so `lastValueFrom` gives it, an empty answer too. Completion, errors and unsubscribing pass through.
 *
 * A snapshot never changes afterwards, and shares with the next one whatever stayed the same. At a restart frame an empty one
 * comes, so that a view clears, and the fold starts over; at the preamble of a silent retry it starts over too. A list of more than
 * 256 entries that grows (citations, calls, media) is copied for each snapshot in which somebody reads it.
 *
 * After an error the last snapshot holds what had arrived. It is part of an answer, and nothing in it says so.
 *
 * ![Marble diagram of collect](../../docs/diagrams/collect.svg)
 *
 * @example
 * ```ts
 * streamFrames(messages, request).pipe(reliably(), collect()).subscribe(({ text }) => console.log(text));
 * //
 * // Hello
 * // Hello, world
 * ```
 */
export function collect(): OperatorFunction<GoodFrame<unknown> | RestartFrame, Completion>;
export function collect(given?: unknown): OperatorFunction<GoodFrame<unknown> | RestartFrame, Completion> {
  checkCalled('collect', given);
  return operateBy((out) => new CollectStage(out));
}

class CollectStage extends Stage<Frame<unknown> | RestartFrame, Completion> {
  private fold = new CompletionFold();
  private emitted: Completion | undefined;

  protected override _next(frame: Frame<unknown> | RestartFrame): void {
    try {
      this.addFrame(frame);
    } catch (error) {
      this.error(error);
      return;
    }
    const completion = this.fold.snapshot();
    if (completion === this.emitted) return;
    this.emitted = completion;
    this.out.next(completion);
  }

  private addFrame(frame: Frame<unknown> | RestartFrame): void {
    switch (frame.kind) {
      case 'restart':
        this.fold = new CompletionFold();
        return;
      case 'unknown':
        return;
      case 'error':
        throw frame.error; // plain JavaScript forgot failOnErrorFrame()
      case 'data':
      case 'terminal':
        // A loop with an iterator costs more: lists of several kinds come here.
        frame.deltas.forEach((delta) => { this.fold.add(delta); });
        return;
      default:
        throw noFrame();
    }
  }
}
