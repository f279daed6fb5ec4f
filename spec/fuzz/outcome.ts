import { Subject } from 'rxjs';

import { ApiError } from '../../src/api-error.js';
import type { Frame, GoodFrame } from '../../src/frame.js';
import { accumulate } from '../../src/operators/accumulate.js';
import { collect } from '../../src/operators/collect.js';
import { failOnErrorFrame } from '../../src/operators/fail-on-error-frame.js';
import { untilTerminal } from '../../src/operators/until-terminal.js';
import type { AccumulatingProtocol } from '../../src/protocol.js';
import { parseFrames } from '../../src/wire/parse-frames.js';

/** What one consumer saw of a stream: everything that came, and how it ended. */
export interface Seen {
  readonly values: readonly unknown[];
  readonly end: 'open' | 'completed' | { readonly error: unknown };
}

/** What becomes of a stream, for a consumer of frames, of `collect()` and of `accumulate()`. */
export type Outcome = Readonly<Record<'frames' | 'completions' | 'answers', Seen>>;

/** Sends chunks through the whole way from bytes to answers; all of it is synchronous. */
export function outcomeOf(protocol: AccumulatingProtocol<object, unknown>, chunks: readonly Uint8Array[]): Outcome {
  const source = new Subject<Uint8Array>();
  const frames = new Subject<Frame<object>>();
  const seen = {
    frames: watch(frames),
    completions: watch(frames.pipe(failOnErrorFrame<object>(), untilTerminal<GoodFrame<object>>(), collect())),
    answers: watch(frames.pipe(failOnErrorFrame<object>(), untilTerminal<GoodFrame<object>>(), accumulate(protocol))),
  };
  source.pipe(parseFrames(protocol)).subscribe(frames);
  for (const chunk of chunks) source.next(chunk);
  source.complete();
  return { frames: seen.frames(), completions: seen.completions(), answers: seen.answers() };
}

function watch(stream: { subscribe: Subject<unknown>['subscribe'] }): () => Seen {
  const values: unknown[] = [];
  let end: Seen['end'] = 'open';
  stream.subscribe({
    next: (value) => values.push(value),
    error: (error: unknown) => {
      end = { error };
    },
    complete: () => {
      end = 'completed';
    },
  });
  return () => ({ values, end });
}

/** The same as plain data, so that two of them can be compared: an error by what it says, not by its identity. */
export function comparable({ values, end }: Seen): unknown {
  return {
    values: values.map((value) => (isErrorFrame(value) ? { ...value, error: value.error.toJSON() } : value)),
    end: typeof end === 'object' && ApiError.is(end.error) ? end.error.toJSON() : end,
  };
}

function isErrorFrame(value: unknown): value is { readonly error: ApiError } {
  return typeof value === 'object' && value !== null && 'error' in value && ApiError.is(value.error);
}
