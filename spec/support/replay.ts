import { type Completion, failOnErrorFrame, type Frame, type GoodFrame, parseFrames, type Protocol, untilTerminal } from 'framewise';
import { concat, from, type Observable, throwError } from 'rxjs';

import { completionOf } from './completion-of.js';


/** What a consumer has seen of one stream, and how it ended for it. */
export interface Replayed {
  readonly frames: readonly GoodFrame<object>[];
  readonly completion: Completion;
  readonly end: 'open' | 'completed' | { readonly error: unknown };
}

/** Chunks through all that stands between bytes and a consumer who wants a whole answer or an error; ends at once. */
export function replay(protocol: Protocol, chunks: readonly Uint8Array[], end: 'clean' | 'reset' = 'clean'): Replayed {
  return watch(end === 'clean' ? from(chunks) : concat(from(chunks), throwError(() => reset)), protocol);
}

function watch(source: Observable<Uint8Array>, protocol: Protocol): Replayed {
  const frames: GoodFrame<object>[] = [];
  let ended: Replayed['end'] = 'open';
  source.pipe(parseFrames(protocol), failOnErrorFrame<object>(), untilTerminal<GoodFrame<object>>()).subscribe({
    next: (frame) => frames.push(frame),
    error: (error: unknown) => {
      ended = { error };
    },
    complete: () => {
      ended = 'completed';
    },
  });
  const deltas = frames.flatMap((frame: Frame<object>) => ('deltas' in frame ? frame.deltas : []));
  return { frames, completion: completionOf(deltas), end: ended };
}

/** What `fetch` throws, made once and without a stack: a stack costs more than the rest of a replay. */
const reset = Object.assign(new TypeError('terminated'), {
  stack: '',
  cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', stack: '' }),
});
