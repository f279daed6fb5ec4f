import { concat, defer, mergeMap, type OperatorFunction } from 'rxjs';

import { checkCalled } from '../check-options.js';
import { commits, type GoodFrame, type RestartFrame } from '../index.js';
import { commonForm, writeLateErrors } from './late-errors.js';
import type { SseEvent } from './sse-event.js';

/**
 * Makes an event of every value, for your own pages: of a frame `{ kind, deltas }`, without its payload; text as it is; any other value
 * (a delta, a completion) as JSON.
 *
 * What comes before the first output of an answer is held until it comes. An error before the first event passes, so that it can have a
 * status; one after it is `event: error` with `{"error":{"type","message"}}`, in the words of `callerError`, and the stream completes.
 * Unsubscribing unsubscribes from the source.
 *
 * @example
 * streamFrames(messages, request).pipe(reliably(), toMessageEvents())
 */
export function toMessageEvents(): OperatorFunction<unknown, SseEvent>;
export function toMessageEvents(given?: unknown): OperatorFunction<unknown, SseEvent> {
  checkCalled('toMessageEvents', given);
  return (values$) =>
    defer(() => {
      let held: SseEvent[] = [];
      const take = (event: SseEvent): SseEvent[] => {
        const all = [...held, event];
        held = [];
        return all;
      };
      const events$ = values$.pipe(
        mergeMap((value) => {
          const event = { data: dataOf(value) };
          if (!isFrame(value) || commits(value)) return take(event);
          held.push(event);
          return [];
        }),
      );
      return concat(events$, defer(() => held));
    }).pipe(writeLateErrors({ events: commonForm }));
}

type AnyFrame = GoodFrame<unknown> | RestartFrame;

const kinds: ReadonlySet<unknown> = new Set<AnyFrame['kind']>(['data', 'terminal', 'unknown', 'restart']);

function isFrame(value: unknown): value is AnyFrame {
  return typeof value === 'object' && value !== null && kinds.has((value as { kind?: unknown }).kind);
}

function dataOf(value: unknown): string {
  if (typeof value === 'string') return value;
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- of a function or of nothing it gives nothing, whatever its type says
  if (!isFrame(value)) return JSON.stringify(value) ?? 'null';
  return JSON.stringify({ kind: value.kind, deltas: 'deltas' in value ? value.deltas : [] });
}
