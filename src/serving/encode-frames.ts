import type { OperatorFunction } from 'rxjs';

import { checkFrame, checkFramesOf, checkOptions, checkProtocol } from '../check-options.js';
import { commits, type GoodFrame, type Protocol } from '../index.js';
import type { PayloadWriter, WireEvent, WriterOptions, Writing } from '../protocols/writing.js';
import { encodeEvents, type EventEncoder } from './encode-events.js';
import { fitsField, type SseEvent } from './sse-event.js';
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
  const encode = encodeEvents(() => {
    const writer = writing.openWriter({ id, model, includeUsage });
    return {
      ...(source === to ? passOn(to, writing) : translate(writer)),
      isOutput: commits,
      events: (error) => toSseEvents(writer.fail(error)),
      body: (error) => writing.errorBody(error),
    };
  });
  return (frames$) => {
    if (source) checkFramesOf(`encodeFrames(${to.name}, { from: ${source.name} })`, source, frames$);
    return encode(frames$);
  };
}

type Write = Pick<EventEncoder<GoodFrame<object>>, 'write' | 'end'>;

function passOn({ endsAtDone }: Protocol, writing: Writing): Write {
  return {
    write: (frame) => {
      checkFrame(frame);
      if (frame.payload === undefined && frame.kind === 'terminal' && endsAtDone) return [{ data: '[DONE]' }];
      // Some gateways leave the last event out. The SDKs wait for it.
      const payload = frame.kind === 'terminal' ? (frame.payload ?? writing.lastPayload) : frame.payload;
      return payload === undefined ? [] : [toSseEvent({ data: JSON.stringify(payload), event: writing.eventOf?.(payload as object) })];
    },
  };
}

function translate(writer: PayloadWriter): Write {
  return {
    write: (frame) => {
      checkFrame(frame);
      if (frame.kind === 'unknown') return [];
      // Counts that come with the start belong into it, and a writer that has started cannot tell them there.
      const counts = frame.deltas.filter(({ type }) => type === 'usage');
      const deltas = counts.length === 0 ? frame.deltas : [...counts, ...frame.deltas.filter(({ type }) => type !== 'usage')];
      return deltas.flatMap((delta) => toSseEvents(writer.write(delta)));
    },
    end: () => toSseEvents(writer.end()),
  };
}

function toSseEvents(events: readonly WireEvent[]): SseEvent[] {
  return events.map(toSseEvent);
}

/** A name that cannot be written is left out: it may be the upstream's, and the payload says it too. */
function toSseEvent({ event, data }: { readonly data: string; readonly event?: string | undefined }): SseEvent {
  return fitsField(event) ? { data, type: event } : { data };
}
