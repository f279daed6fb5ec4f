import { ApiError } from '../../errors/api-error.js';
import { findError, type FoundError, readError } from '../../errors/reading/find-error.js';
import { toApiError } from '../../errors/to-api-error.js';
import type { Frame } from '../../frame.js';
import { parseJson } from '../../json/json-text.js';
import { isObject, type PayloadObject } from '../../payload-object.js';
import type { Protocol } from '../../protocol.js';
import { createTextDecoder } from './decode-text.js';
import { DEFAULT_MAX_FRAME_CHARS, type ParseContext, type ParseOptions } from './parse-options.js';
import { isWholeAnswer, readPayload } from './read-payload.js';
import { createSseParser, type SseEvent } from './sse-events.js';
import { collectStrayLines, type StrayBody } from './stray-lines.js';

export interface FrameSink<P> {
  next(frame: Frame<P>): void;
  error(error: ApiError): void;
  complete(): void;
}

export interface FrameParser {
  push(chunk: Uint8Array | string): void;
  /** The source ended cleanly; after a reset this is not called, so that a pending event never counts. */
  end(): void;
  /** After this nothing is parsed and nothing is emitted. */
  stop(): void;
}

const OPENING_BRACE = 0x7b;

/** Bytes in, frames out: the whole way from a chunk of a response to what it says, for one stream. */
export function createFrameParser<P extends object>(
  protocol: Protocol<P>,
  { maxFrameChars = DEFAULT_MAX_FRAME_CHARS, implicitTerminal = true }: ParseOptions,
  { requestId, secrets }: ParseContext,
  sink: FrameSink<P>,
): FrameParser {
  const reader = protocol.openReader();
  const decoder = createTextDecoder();
  const stray = collectStrayLines();
  let stopped = false;
  let ending = false;
  /** Whether more than heartbeats has come. */
  let hasBegun = false;
  /** The whole answer that came in place of a stream; nothing has followed it. */
  let wholeAnswer: PayloadObject | undefined;
  const isStopped = (): boolean => stopped;
  const sse = createSseParser({ maxFrameChars, onEvent, onStrayLine, onTooLarge, isStopped });

  function onEvent({ event, data }: SseEvent): void {
    onStrayBody(stray.flush());
    if (stopped) return;
    if (event === 'error') onErrorEvent(data.trim());
    else onData(data);
  }

  function onData(data: string): void {
    // Nearly every event is one whole object.
    const object = data.charCodeAt(0) === OPENING_BRACE ? parseJson(data) : undefined;
    if (object === undefined) onOtherData(data);
    else onPayload(object);
  }

  function onOtherData(data: string): void {
    const text = data.trim();
    if (text === '' || text === 'null') return;
    if (text === '[DONE]') {
      if (wholeAnswer !== undefined) onWholeAnswerEnd(wholeAnswer);
      else if (protocol.endsAtDone) finish({ kind: 'terminal', payload: undefined, deltas: [] });
      return;
    }
    const payload = parseJson(text);
    if (payload === undefined) onLines(text);
    else onPayload(payload);
  }

  /** Some gateways join events with a single newline: the lines count one by one if every one of them is whole. */
  function onLines(text: string): void {
    const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
    const broken = lines.findIndex((line) => !isWhole(line));
    // At the end only the last line can have been cut, so the whole ones before it still count.
    for (const line of broken === -1 || ending ? lines.slice(0, broken === -1 ? undefined : broken) : []) {
      if (!stopped) onData(line);
    }
    if (broken === -1 || stopped) return;
    if (ending) onTruncated('The stream ended inside a frame.', text);
    else onInvalid('it is not JSON', text);
  }

  function onErrorEvent(text: string): void {
    // Where a gateway puts `[DONE]` on the line after the error, the error is the first line.
    const payload = parseJson(text) ?? parseJson(text.split('\n', 1)[0] ?? '');
    if (payload === undefined && ending && /^[{[]/.test(text)) onTruncated('The stream ended inside an error frame.', text);
    else onError(payload ?? text, readError(payload ?? text));
  }

  function onPayload(payload: unknown): void {
    const found = findError(payload);
    if (found) {
      onError(payload, found);
      return;
    }
    if (!isObject(payload)) {
      onInvalid('it is not an object', payload);
      return;
    }
    wholeAnswer = !hasBegun && isWholeAnswer(protocol, payload) ? payload : undefined;
    const reading = readPayload(reader, payload);
    hasBegun ||= reading.kind !== 'data' || reading.deltas.length > 0;
    switch (reading.kind) {
      case 'data':
      case 'unknown':
        sink.next(reading);
        break;
      case 'terminal':
        finish(reading);
        break;
      case 'error':
        onError(payload, readError(reading.error));
        break;
      case 'invalid':
        onInvalid(reading.reason, payload);
    }
  }

  function onStrayLine(line: string): void {
    onStrayBody(stray.add(line));
  }

  /** An error counts wherever it comes, a whole answer where nothing came before it. */
  function onStrayBody(body: StrayBody | undefined): void {
    if (body === undefined || stopped) return;
    if (body.found) onError(body.payload, body.found);
    else if (!hasBegun && isObject(body.payload) && isWholeAnswer(protocol, body.payload)) onPayload(body.payload);
  }

  function onWholeAnswerEnd(answer: PayloadObject): void {
    if (reader.isWhole()) finish({ kind: 'terminal', payload: undefined, deltas: [] });
    else onTruncated('The answer came whole in place of a stream, and it says that it has not finished.', answer);
  }

  function onError(payload: unknown, found: FoundError): void {
    finish({ kind: 'error', payload, error: toApiError(found, { origin: 'stream', raw: payload, requestId, secrets }) });
  }

  function onInvalid(reason: string, raw: unknown): void {
    const error = protocolError('invalid_frame', `A frame cannot be read as ${protocol.name}: ${reason}.`, raw);
    finish({ kind: 'error', payload: raw, error });
  }

  function onEnd(): void {
    if (wholeAnswer !== undefined) {
      onWholeAnswerEnd(wholeAnswer);
      return;
    }
    const unframed = stray.text().trim();
    if (/^(?:<|\u001f\ufffd)/.test(unframed)) onNoStream(unframed);
    else if (stray.isBroken()) onTruncated('The stream ended inside an unframed body.', unframed);
    else if (implicitTerminal && reader.isWhole()) finish({ kind: 'terminal', payload: undefined, deltas: [] });
    else if (unframed === '') sink.complete();
    else onTruncated(`The stream ended before the answer was whole; the server wrote: ${unframed}`, unframed);
  }

  function onTooLarge(): void {
    fail(protocolError('frame_too_large', `A frame is longer than ${String(maxFrameChars)} characters.`, undefined));
  }

  function onTruncated(message: string, raw: unknown): void {
    fail(protocolError('truncated_stream', message, raw));
  }

  /** HTML, or gzip that no header announced: bytes 1f 8b, of which the second is no UTF-8. */
  function onNoStream(unframed: string): void {
    const kind = unframed.startsWith('<') ? 'HTML' : 'gzip without a content-encoding';
    fail(protocolError('unexpected_content', `Expected text/event-stream, got ${kind}.`, unframed));
  }

  function protocolError(type: string, message: string, raw: unknown): ApiError {
    return new ApiError({ type, origin: 'protocol', message, raw, requestId, secrets });
  }

  /** The first terminal or error frame is the last frame. */
  function finish(frame: Frame<P>): void {
    if (stopped) return;
    stopped = true;
    sink.next(frame);
    sink.complete();
  }

  function fail(error: ApiError): void {
    if (stopped) return;
    stopped = true;
    sink.error(error);
  }

  return {
    push(chunk) {
      if (!stopped) sse.push(decoder.decode(chunk));
    },
    end() {
      if (isStopped()) return;
      sse.push(decoder.end());
      ending = true;
      if (!isStopped()) sse.end();
      if (!isStopped()) onStrayBody(stray.flush());
      if (!isStopped()) onEnd();
    },
    stop() {
      stopped = true;
    },
  };
}

function isWhole(line: string): boolean {
  return line.trim() === '[DONE]' || parseJson(line) !== undefined;
}
