import { ApiError, collect, type Completion, type Protocol, reliably, streamFrames, Upstream, type UpstreamStore, type Usage } from 'framewise';
import { EMPTY, fromEvent, lastValueFrom, type Observable, retry, takeUntil, throwError, timer } from 'rxjs';

import type { Entry } from './files/journal.js';
import type { InputLine } from './files/lines.js';

export interface Answered extends Entry {
  readonly text: string;
  readonly finish: string | undefined;
  readonly model: string | undefined;
  readonly usage: Usage | undefined;
}

export interface Dead extends Entry {
  readonly error: { readonly type: string; readonly message: string; readonly advice: string; readonly retryable: boolean; readonly status?: number | undefined; readonly attempts?: number | undefined };
  /** What there is of an answer that was cut. */
  readonly text?: string;
}

export interface Asking {
  readonly protocol: Protocol;
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly upstream: Upstream;
  readonly signal: AbortSignal;
}

/** What all lines of a process share. It waits where others would be told to come back: nobody is there to be told. */
export function openUpstream(maxConcurrent: number, store?: UpstreamStore): Upstream {
  return new Upstream({ maxConcurrent, retryBudget: { ratio: 0.5, reserve: 100 }, coolDown: { maxHoldMs: 3_600_000 }, store });
}

/** What came of a line: an answer or a dead letter, and nothing where it was stopped. */
export async function ask({ id, body, key }: Pick<InputLine, 'id' | 'body' | 'key'>, { protocol, upstream, ...request }: Asking): Promise<Answered | Dead | undefined> {
  const frames = streamFrames(protocol, { ...request, body }, { onResponse: upstream.onResponse, label: String(id) });
  const answers = frames.pipe(
    // Nobody reads along, so half an answer may be thrown away and asked for again.
    reliably({ upstream, maxRetries: 5, afterOutput: 'restart', logger: { warn: () => undefined, error: () => undefined } }),
    collect(),
    // What the upstream refuses was never sent: the line waits, and is no dead letter.
    retry({ delay: (error: Error) => (wasRefused(error) ? wait(error.retryAfterMs ?? 1_000, request.signal) : throwError(() => error)) }),
  );
  try {
    const completion = await lastValueFrom(answers, { defaultValue: undefined });
    return completion && entryOf({ id, key }, completion);
  } catch (error) {
    if (!ApiError.is(error)) throw error;
    if (error.type === 'aborted') return undefined;
    const { type, message, advice, retryable, status, attempts } = error;
    return { id, error: { type, message, advice, retryable, status, attempts }, key };
  }
}

function wasRefused(error: unknown): error is ApiError {
  return ApiError.is(error) && ['circuit_open', 'cooling_down', 'queue_full'].includes(error.type);
}

/** Completes without a value where it is stopped. */
function wait(ms: number, signal: AbortSignal): Observable<unknown> {
  return signal.aborted ? EMPTY : timer(ms).pipe(takeUntil(fromEvent(signal, 'abort')));
}

/** Nobody else looks at why an answer ended: one that was cut is no answer. */
function entryOf({ id, key }: Entry, { text, finishReason, model, usage }: Completion): Answered | Dead {
  if (finishReason !== 'length' && finishReason !== 'content-filter') return { id, text, finish: finishReason, model, usage, key };
  const advice = finishReason === 'length' ? 'Allow more output tokens.' : 'Change what is asked.';
  return { id, error: { type: `finish_${finishReason}`, message: `The answer ended with "${finishReason}".`, advice, retryable: false }, text, key };
}
