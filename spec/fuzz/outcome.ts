import { type Observable, type OperatorFunction, Subject } from 'rxjs';

import { ApiError } from '../../src/errors/api-error.js';
import type { Frame, GoodFrame } from '../../src/frame.js';
import { accumulate } from '../../src/operators/accumulate.js';
import { collect } from '../../src/operators/collect.js';
import { failOnErrorFrame } from '../../src/operators/fail-on-error-frame.js';
import { untilTerminal } from '../../src/operators/until-terminal.js';
import type { AccumulatingProtocol, Protocol } from '../../src/protocol.js';
import { parseFrames } from '../../src/wire/parsing/parse-frames.js';

/** What one consumer saw of a stream: everything that came, and how it ended. */
export interface Seen {
  readonly values: readonly unknown[];
  readonly end: 'open' | 'completed' | { readonly error: unknown };
}

/** What becomes of a stream, for a consumer of frames, of `collect()` and of `accumulate()`. */
export type Outcome = Readonly<Record<'frames' | 'completions' | 'answers', Seen>>;

export function outcomeOf(protocol: AccumulatingProtocol<object, unknown>, chunks: readonly Uint8Array[]): Outcome {
  return seenBy(protocol, chunks, { completions: collect(), answers: accumulate(protocol) });
}

/**
 * Sends chunks through the whole way from bytes to answers; all of it is synchronous.
 *
 * @returns what a consumer of frames saw, and one behind each of these operators.
 */
export function seenBy<Name extends string>(
  protocol: Protocol,
  chunks: readonly Uint8Array[],
  operators: Readonly<Record<Name, OperatorFunction<GoodFrame<object>, unknown>>>,
): Readonly<Record<Name | 'frames', Seen>> {
  const source = new Subject<Uint8Array>();
  const frames = new Subject<Frame<object>>();
  const watches: [string, () => Seen][] = [['frames', watch(frames)]];
  for (const [name, operator] of Object.entries<OperatorFunction<GoodFrame<object>, unknown>>(operators)) {
    watches.push([name, watch(frames.pipe(failOnErrorFrame<object>(), untilTerminal<GoodFrame<object>>(), operator))]);
  }
  source.pipe(parseFrames(protocol)).subscribe(frames);
  for (const chunk of chunks) source.next(chunk);
  source.complete();
  return Object.fromEntries(watches.map(([name, seen]) => [name, seen()])) as Readonly<Record<Name | 'frames', Seen>>;
}

/** Subscribes; what it returns tells what has come so far. */
export function watch(stream: Observable<unknown>): () => Seen {
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
    values: values.map((value) => (isErrorFrame(value) ? { ...value, error: told(value.error) } : value)),
    end: typeof end === 'object' && ApiError.is(end.error) ? told(end.error) : end,
  };
}

/** Where a cause was made depends on where the chunks were cut. */
function told(error: ApiError): object {
  // How many attempts were made nobody can tell from the bytes.
  const { cause, ...rest } = { ...(error.toJSON() as { readonly cause?: unknown }), attempts: undefined };
  return typeof cause === 'object' && cause !== null ? { ...rest, cause: { ...cause, stack: '' } } : { ...rest, cause };
}

function isErrorFrame(value: unknown): value is { readonly error: ApiError } {
  return typeof value === 'object' && value !== null && 'error' in value && ApiError.is(value.error);
}
