import type { OperatorFunction } from 'rxjs';

import { checkCalled, noFrame } from '../check-options.js';
import type { Frame, GoodFrame } from '../frame.js';
import { operateBy, Stage } from '../stage.js';

/**
 * The text of the answer, piece by piece.
 *
 * Like RxJS `map`, without the frames that have no text.
 *
 * Returns the text of choice 0, one piece per frame that has some; joined, the pieces are the whole text. Completion, errors and
 * unsubscribing pass through.
 *
 * Pieces that are out cannot be taken back, so a stream that may announce a restart does not compile here: use `collect()`.
 * Refusals, reasoning and tool calls are not text; an answer that has nothing else completes without a piece.
 *
 * ![Marble diagram of text](../../docs/diagrams/text.svg)
 *
 * @example
 * ```ts
 * streamFrames(messages, request).pipe(reliably(), text()).subscribe((piece) => process.stdout.write(piece));
 * // Hello, world
 * ```
 */
export function text(): OperatorFunction<GoodFrame<unknown>, string>;
export function text(given?: unknown): OperatorFunction<GoodFrame<unknown>, string> {
  checkCalled('text', given);
  return operateBy((out) => new TextStage(out));
}

/** Its types keep error frames out, and plain JavaScript does not: one ends the text as `failOnErrorFrame()` would have ended it. */
class TextStage extends Stage<Frame<unknown>, string> {
  protected override _next(frame: Frame<unknown>): void {
    if (frame.kind === 'error') {
      this.error(frame.error);
      return;
    }
    if (!(frame as Partial<Frame<unknown>>).kind) {
      this.error(noFrame());
      return;
    }
    const piece = textIn(frame);
    if (piece !== '') this.out.next(piece);
  }
}

function textIn(frame: GoodFrame<unknown>): string {
  let piece = '';
  if (frame.kind === 'unknown') return piece;
  for (const delta of frame.deltas) {
    if (delta.type === 'text' && delta.choice === 0) piece += delta.text;
  }
  return piece;
}
