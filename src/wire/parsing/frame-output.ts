import { ApiError } from '../../errors/api-error.js';
import type { FoundError } from '../../errors/reading/find-error.js';
import { toApiError } from '../../errors/to-api-error.js';
import type { Frame, TerminalFrame } from '../../frame.js';
import { isObject, type PayloadObject } from '../../payload-object.js';
import type { Protocol } from '../../protocol.js';
import type { ParseContext, ParseHooks } from './parse-options.js';

export interface FrameSink<P> {
  next(frame: Frame<P>): void;
  error(error: ApiError): void;
  complete(): void;
}

/** What one stream says to its consumer. It ends once: the first terminal frame, error frame or error is the last. */
export class FrameOutput<P> {
  readonly #sink: FrameSink<P>;
  readonly #protocol: Protocol;
  readonly #context: ParseContext;
  readonly #onFrame: ParseHooks['onFrame'];
  /** The unknown frames, as long as there are no others. */
  #unknown = 0;
  #firstUnknown: PayloadObject | undefined;
  #hasKnown = false;
  #hasEnded = false;

  constructor(sink: FrameSink<P>, protocol: Protocol, context: ParseContext, onFrame?: ParseHooks['onFrame']) {
    this.#sink = sink;
    this.#protocol = protocol;
    this.#context = context;
    this.#onFrame = onFrame;
  }

  hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Ends without a word: nobody listens any more. */
  stop(): void {
    this.#hasEnded = true;
  }

  next(frame: Frame<P>): void {
    if (this.#hasEnded) return;
    if (frame.kind !== 'unknown') this.#hasKnown = true;
    else if (this.#unknown++ === 0 && isObject(frame.payload)) this.#firstUnknown = frame.payload;
    this.#onFrame?.(frame);
    this.#sink.next(frame);
  }

  complete(): void {
    if (this.#hasEnded || this.#failUnknown()) return;
    this.#hasEnded = true;
    this.#sink.complete();
  }

  endWithTerminal(frame: TerminalFrame<P> = { kind: 'terminal', payload: undefined, deltas: [] }): void {
    if (frame.payload === undefined && this.#failUnknown()) return;
    this.#context.isWhole = true; // before the frame goes: whoever gets it may leave at once
    this.next(frame);
    this.complete();
  }

  /** Where nothing that came is of this protocol, the endpoint speaks another. */
  #failUnknown(): boolean {
    if (this.#hasKnown || this.#unknown === 0) return false;
    const other = this.#firstUnknown && this.#protocol.looksLike?.(this.#firstUnknown);
    const guess = other === undefined ? '' : ` They look like ${other}.`;
    const message = `Nothing of ${this.#protocol.name} came, only unknown types of events (${String(this.#unknown)}).${guess}`;
    this.#fail(this.#protocolError('unexpected_content', message, this.#firstUnknown));
    return true;
  }

  endWithError(payload: unknown, found: FoundError): void {
    const { requestId, secrets } = this.#context;
    this.#endWithErrorFrame(payload, toApiError(found, { origin: 'stream', raw: payload, requestId, secrets }));
  }

  endWithInvalid(reason: string, payload: unknown): void {
    const message = `A frame cannot be read as ${this.#protocol.name}: ${reason}.`;
    this.#endWithErrorFrame(payload, this.#protocolError('invalid_frame', message, payload));
  }

  failTooLarge(message: string): void {
    this.#fail(this.#protocolError('frame_too_large', message, undefined));
  }

  failTruncated(message: string, raw: unknown): void {
    this.#fail(this.#protocolError('truncated_stream', message, raw));
  }

  /** HTML, or a compressed body that no header announced. */
  failNoStream(kind: string, text: string, advice?: string): void {
    this.#fail(this.#protocolError('unexpected_content', `Expected text/event-stream, got ${kind}.`, text, advice));
  }

  #endWithErrorFrame(payload: unknown, error: ApiError): void {
    this.next({ kind: 'error', payload, error });
    this.complete();
  }

  #fail(error: ApiError): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#sink.error(error);
  }

  #protocolError(type: string, message: string, raw: unknown, advice?: string): ApiError {
    const { requestId, secrets } = this.#context;
    return new ApiError({ type, origin: 'protocol', message, raw, requestId, secrets, advice });
  }
}
