// Parsing: from the bytes of a stream to its frames, whatever way they came. It knows no network, and of a protocol only its record.
import { findError, readError } from '../../errors/reading/find-error.js';
import { advice } from '../../errors/words/advice.js';
import { parseJson } from '../../json/json-text.js';
import { isObject, type PayloadObject } from '../../payload-object.js';
import type { PayloadReader, Protocol } from '../../protocol.js';
import { ChunkDecoder } from './decode-text.js';
import { FrameOutput, type FrameSink } from './frame-output.js';
import { DEFAULT_MAX_FRAME_CHARS, type EventFilter, type ParseContext, type ParseHooks, type ParseOptions } from './parse-options.js';
import { isWholeAnswer, readPayload } from './read-payload.js';
import { type SseEvent, SseParser, type SseSink } from './sse-events.js';
import { compressionOf, type StrayBody, StrayLines } from './stray-lines.js';

const OPENING_BRACE = 0x7b;

/**
 * Bytes in, frames out: the whole way from a chunk of a response to what it says, for one stream. Text is cut into events and stray
 * lines; both may hold a payload; the protocol's reader says what a payload is.
 */
export class FrameParser<P extends object> implements SseSink {
  readonly maxFrameChars: number;
  readonly #protocol: Protocol<P>;
  readonly #implicitTerminal: boolean;
  readonly #reader: PayloadReader<P>;
  readonly #takesEvent: EventFilter | undefined;
  readonly #decoder = new ChunkDecoder();
  readonly #sse: SseParser;
  /** The lines that are no server-sent events, where there are any. */
  #stray: StrayLines | undefined;
  readonly #out: FrameOutput<P>;
  /** Whether more than heartbeats has come. */
  #hasBegun = false;
  /** The whole answer that came in place of a stream; nothing has followed it. */
  #wholeAnswer: PayloadObject | undefined;
  /** Whether the source has ended, so that what is pending now is all there will be. */
  #isEnding = false;

  constructor(
    protocol: Protocol<P>,
    { maxFrameChars = DEFAULT_MAX_FRAME_CHARS, implicitTerminal = true }: ParseOptions,
    context: ParseContext,
    sink: FrameSink<P>,
    { takesEvent, onFrame }: ParseHooks = {},
  ) {
    this.#takesEvent = takesEvent;
    this.maxFrameChars = maxFrameChars;
    this.#protocol = protocol;
    this.#implicitTerminal = implicitTerminal;
    this.#reader = protocol.openReader();
    this.#out = new FrameOutput(sink, protocol, context, onFrame);
    this.#sse = new SseParser(this);
  }

  push(chunk: Uint8Array | string): void {
    if (!this.isStopped()) this.#sse.push(this.#decoder.decode(chunk));
  }

  /** The source ended cleanly. After a reset this is not called, so that a pending event never counts. */
  end(): void {
    if (this.isStopped()) return;
    this.#sse.push(this.#decoder.end());
    this.#isEnding = true;
    if (!this.isStopped()) this.#sse.end();
    if (!this.isStopped()) this.#takeStrayBody(this.#stray?.closeBody());
    if (!this.isStopped()) this.#endCleanly();
  }

  /** After this nothing is parsed and nothing is emitted. */
  stop(): void {
    this.#out.stop();
  }

  isStopped(): boolean {
    return this.#out.hasEnded();
  }

  takeEvent(whole: SseEvent): void {
    const { event, data } = whole;
    if (this.#stray !== undefined) this.#takeStrayBody(this.#stray.closeBody());
    if (this.isStopped() || this.#takesEvent?.(whole) === false) return;
    if (event === 'error') this.#takeErrorEvent(data.trim());
    else this.#takeData(data);
  }

  takeStrayLine(line: string): void {
    const compression = this.#stray === undefined && !this.#hasBegun ? compressionOf(line) : undefined;
    if (compression !== undefined) {
      this.#out.failNoStream(compression, line, advice.checkEncoding);
      return;
    }
    const stray = (this.#stray ??= new StrayLines());
    this.#takeStrayBody(stray.add(line));
    if (stray.chars <= this.maxFrameChars) return;
    this.#out.failTooLarge(`The lines that are no server-sent events are longer than ${String(this.maxFrameChars)} characters together.`);
  }

  failTooLarge(): void {
    this.#out.failTooLarge(`A frame is longer than ${String(this.maxFrameChars)} characters.`);
  }

  /** An error counts wherever it comes, a whole answer where nothing came before it. */
  #takeStrayBody(body: StrayBody | undefined): void {
    if (body === undefined) return;
    if (body.found) this.#out.endWithError(body.payload, body.found);
    else if (!this.#hasBegun && isObject(body.payload) && isWholeAnswer(this.#protocol, body.payload)) this.#takePayload(body.payload);
  }

  #takeData(data: string): void {
    // Nearly every event is one whole object.
    const object = data.charCodeAt(0) === OPENING_BRACE ? parseJson(data) : undefined;
    if (object === undefined) this.#takeOtherData(data);
    else this.#takePayload(object);
  }

  #takeOtherData(data: string): void {
    const text = data.trim();
    if (text === '' || text === 'null') return;
    if (text === '[DONE]') {
      if (this.#wholeAnswer !== undefined) this.#endWholeAnswer(this.#wholeAnswer);
      else if (this.#protocol.endsAtDone) this.#out.endWithTerminal();
      return;
    }
    const payload = parseJson(text);
    if (payload === undefined) this.#takeLines(text);
    else this.#takePayload(payload);
  }

  /**
   * Some gateways join events with a single newline: the lines count one by one if every one of them is whole. Others send a comment
   * as data: it is skipped as any comment is (mnfst/llm-gateway#2053).
   */
  #takeLines(text: string): void {
    const lines = text.split('\n').filter((line) => !/^\s*(?::|$)/.test(line));
    const broken = lines.findIndex((line) => !isWhole(line));
    // At the end only the last line can have been cut, so the whole ones before it still count.
    for (const line of broken === -1 || this.#isEnding ? lines.slice(0, broken === -1 ? undefined : broken) : []) {
      if (!this.isStopped()) this.#takeData(line);
    }
    if (broken === -1 || this.isStopped()) return;
    if (this.#isEnding) this.#out.failTruncated('The stream ended inside a frame.', text);
    else this.#out.endWithInvalid('it is not JSON', text);
  }

  #takeErrorEvent(text: string): void {
    // Where a gateway puts `[DONE]` on the line after the error, the error is the first line.
    const payload = parseJson(text) ?? parseJson(text.split('\n', 1)[0] ?? '');
    const isCut = payload === undefined && this.#isEnding && /^[{[]/.test(text);
    if (isCut) this.#out.failTruncated('The stream ended inside an error frame.', text);
    else this.#out.endWithError(payload ?? text, readError(payload ?? text));
  }

  #takePayload(payload: unknown): void {
    const found = findError(payload);
    if (found) this.#out.endWithError(payload, found);
    else if (isObject(payload)) this.#takeObject(payload);
    else this.#out.endWithInvalid('it is not an object', payload);
  }

  #takeObject(payload: PayloadObject): void {
    this.#wholeAnswer = !this.#hasBegun && isWholeAnswer(this.#protocol, payload) ? payload : undefined;
    const reading = readPayload(this.#reader, payload);
    this.#hasBegun ||= reading.kind !== 'data' || reading.deltas.length > 0;
    switch (reading.kind) {
      case 'data':
      case 'unknown':
        this.#out.next(reading);
        break;
      case 'terminal':
        this.#out.endWithTerminal(reading);
        break;
      case 'error':
        this.#out.endWithError(payload, readError(reading.error));
        break;
      case 'invalid':
        this.#out.endWithInvalid(reading.reason, payload);
    }
  }

  #endWholeAnswer(answer: PayloadObject): void {
    if (this.#reader.isWhole()) this.#out.endWithTerminal();
    else this.#out.failTruncated('The answer came whole in place of a stream, and it says that it has not finished.', answer);
  }

  #endCleanly(): void {
    const unframed = this.#stray?.text.trim() ?? '';
    if (this.#wholeAnswer !== undefined) this.#endWholeAnswer(this.#wholeAnswer);
    else if (unframed.startsWith('<')) this.#out.failNoStream('HTML', unframed);
    else if (this.#stray?.isBroken) this.#out.failTruncated('The stream ended inside an unframed body.', unframed);
    else if (this.#implicitTerminal && this.#reader.isWhole()) this.#out.endWithTerminal();
    else if (unframed === '') this.#out.complete();
    else this.#out.failTruncated(`The stream ended before the answer was whole; the server wrote: ${unframed}`, unframed);
  }
}

function isWhole(line: string): boolean {
  return line.trim() === '[DONE]' || parseJson(line) !== undefined;
}
