import { filter, map, pipe, scan, type OperatorFunction } from 'rxjs';
import { addDelta, emptyCompletion, type Completion } from '../completion.js';
import type { GoodFrame, RestartFrame } from '../frame.js';

/**
 * The answer as it grows.
 *
 * Returns a Completion for each frame that changed something. The last one is the whole answer, so `lastValueFrom` gives it,
 * an empty answer too; a terminal frame that adds nothing repeats nothing. Completion, errors and unsubscribing pass through.
 *
 * A snapshot never changes afterwards, and shares with the next one whatever stayed the same. At a restart frame an empty one
 * comes, so that a view clears, and the fold starts over; at the preamble of a silent retry it starts over too.
 *
 * After an error the last snapshot holds what had arrived. It is part of an answer, and nothing in it says so.
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
  return pipe(
    scan(addFrame, { completion: emptyCompletion, isNews: false, isFirst: true }),
    filter(({ isNews }) => isNews),
    map(({ completion }) => completion),
  );
}

interface Collected {
  readonly completion: Completion;
  readonly isNews: boolean;
  /** Whether no snapshot has gone out before this frame's. */
  readonly isFirst: boolean;
}

function addFrame(before: Collected, frame: GoodFrame<unknown> | RestartFrame): Collected {
  const isFirst = before.isFirst && !before.isNews;
  switch (frame.kind) {
    case 'restart':
      return { completion: emptyCompletion, isNews: true, isFirst };
    case 'unknown':
      return { completion: before.completion, isNews: false, isFirst };
    case 'data':
    case 'terminal': {
      const completion = frame.deltas.reduce(addDelta, before.completion);
      const isNews = completion !== before.completion || (frame.kind === 'terminal' && isFirst);
      return { completion, isNews, isFirst };
    }
  }
}
