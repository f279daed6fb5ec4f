import type { OperatorFunction } from 'rxjs';

import { addDelta } from '../answer/add-delta.js';
import { type Completion, emptyCompletion } from '../answer/completion.js';
import type { Delta } from '../answer/delta.js';
import type { GoodFrame, RestartFrame } from '../frame.js';
import { operateBy, Stage } from '../stage.js';

/**
 * The answer as it grows.
 *
 * Returns a Completion for the first frame and for each further one that changes something. The last one is the whole
 * answer, so `lastValueFrom` gives it, an empty answer too. Completion, errors and unsubscribing pass through.
 *
 * A snapshot never changes afterwards, and shares with the next one whatever stayed the same. At a restart frame an empty one
 * comes, so that a view clears, and the fold starts over; at the preamble of a silent retry it starts over too.
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
export function collect(): OperatorFunction<GoodFrame<unknown> | RestartFrame, Completion> {
  return operateBy((out) => new CollectStage(out));
}

class CollectStage extends Stage<GoodFrame<unknown> | RestartFrame, Completion> {
  private completion: Completion = emptyCompletion;
  private hasEmitted = false;

  protected override _next(frame: GoodFrame<unknown> | RestartFrame): void {
    const before = this.completion;
    try {
      this.completion = addFrame(before, frame);
    } catch (error) {
      this.error(error);
      return;
    }
    if (this.completion === before && this.hasEmitted) return;
    this.hasEmitted = true;
    this.out.next(this.completion);
  }
}

function addFrame(completion: Completion, frame: GoodFrame<unknown> | RestartFrame): Completion {
  switch (frame.kind) {
    case 'restart':
      return emptyCompletion;
    case 'unknown':
      return completion;
    case 'data':
    case 'terminal':
      return addDeltas(completion, frame.deltas);
  }
}

/** Most frames carry exactly one delta. */
function addDeltas(completion: Completion, deltas: readonly Delta[]): Completion {
  const first = deltas.length === 1 ? deltas[0] : undefined;
  return first === undefined ? deltas.reduce(addDelta, completion) : addDelta(completion, first);
}
