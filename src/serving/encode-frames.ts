import { concat, defer, from, map, type Observable, type OperatorFunction } from 'rxjs';

import { checkFramesOf, checkOptions, checkProtocol, noFrame } from '../check-options.js';
import { commits, type Frame, type GoodFrame, type Protocol } from '../index.js';
import type { WireEvent, WriterOptions, Writing } from '../protocols/writing.js';
import { holdPreamble } from './hold-preamble.js';
import { writeLateErrors } from './late-errors.js';
import type { SseEvent } from './sse-event.js';
import { writingOf } from './writing.js';

/** What `encodeFrames` is told of the answer and of its caller. */
export interface EncodeOptions extends Pick<WriterOptions, 'id' | 'model' | 'includeUsage'> {
  /**
   * The protocol of the frames. If it is the one that is written, payloads go through as they came, with their signatures and log
   * probabilities, and the other options do nothing. Default: another one.
   */
  readonly from?: Protocol | undefined;
}

/**
 * Writes frames as the stream of a protocol, so that its official SDK can be pointed at your server.
 *
 * Returns the events of that protocol, its terminal last. What comes before the first output is held until it comes. An error before that
 * passes, so that it can have a status; one after it is written in the protocol's own form, in the words of `callerError`, and the stream
 * completes. Unsubscribing unsubscribes from the frames.
 *
 * What the other protocol has no form for is left out: thinking has no signature, and citations of another shape go. An answer that only
 * paused (`pause_turn`) is told as one that reached its limit where the protocol has no word for it: it is not whole.
 *
 * @throws TypeError where it is called, for a protocol that nobody has said how to write.
 * @example
 * streamFrames(messages, request).pipe(reliably(), encodeFrames(chatCompletions, { from: messages, model: 'ours' }))
 */
export function encodeFrames(to: Protocol, options: EncodeOptions = {}): OperatorFunction<GoodFrame<object>, SseEvent> {
  checkProtocol('encodeFrames', to);
  checkOptions('encodeFrames', options, { from: 1, id: 1, model: 1, includeUsage: 1 });
  const { from: source, id, model, includeUsage } = options;
  if (source !== undefined) checkProtocol('The option from', source);
  const writing = writingOf(to);
  return (frames$) => {
    if (source) checkFramesOf(`encodeFrames(${to.name}, { from: ${source.name} })`, source, frames$);
    return defer(() => {
      const writer = writing.openWriter({ id, model, includeUsage });
      const events$ = source === to ? passOn(to, writing, frames$) : translate(writer, frames$);
      return events$.pipe(map(toSseEvent), writeLateErrors({ events: (error) => writer.fail(error).map(toSseEvent), body: (error) => writing.errorBody(error) }));
    });
  };
}

/** Plain JavaScript may put it behind `text()`, or leave `failOnErrorFrame()` out. */
function checkFrame(frame: Frame<unknown>): void {
  if (frame.kind === 'error') throw frame.error;
  if (!(frame as Partial<typeof frame>).kind) throw noFrame();
}

function passOn({ endsAtDone }: Protocol, writing: Writing, frames$: Observable<GoodFrame<object>>): Observable<WireEvent> {
  return frames$.pipe(
    holdPreamble((frame: GoodFrame<object>) => {
      checkFrame(frame);
      if (frame.payload === undefined && frame.kind === 'terminal' && endsAtDone) return [{ data: '[DONE]' }];
      // Some gateways leave the last event out. The SDKs wait for it.
      const payload = frame.kind === 'terminal' ? (frame.payload ?? writing.lastPayload) : frame.payload;
      if (payload === undefined) return [];
      const event = writing.eventOf?.(payload as object);
      return [{ data: JSON.stringify(payload), ...(event !== undefined && { event }) }];
    }, commits),
  );
}

function translate(writer: ReturnType<Writing['openWriter']>, frames$: Observable<GoodFrame<object>>): Observable<WireEvent> {
  const said$ = frames$.pipe(
    holdPreamble((frame: GoodFrame<object>) => {
      checkFrame(frame);
      if (frame.kind === 'unknown') return [];
      // Counts that come with the start belong into it, and a writer that has started cannot tell them there.
      const counts = frame.deltas.filter(({ type }) => type === 'usage');
      return [...counts, ...frame.deltas.filter(({ type }) => type !== 'usage')].flatMap((delta) => writer.write(delta));
    }, commits),
  );
  return concat(said$, defer(() => from(writer.end())));
}

function toSseEvent({ event, data }: WireEvent): SseEvent {
  return { data, ...(event !== undefined && { type: event }) };
}
