import { type Attributes, type Histogram, type Span, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';

import { ApiError, type CallEnd, type CallHooks, type CallInfo, type Frame, type ResponseInfo, type RestartFrame, type Retry } from '../index.js';
import { answerAttributes, errorAttributes, named, requestAttributes } from './call-attributes.js';
import { inputContent, OutputContent } from './content.js';
import type { TelemetryNames } from './names.js';

/** What all calls of one observer share. */
export interface Instruments {
  readonly tracer: Tracer;
  readonly duration: Histogram;
  readonly timeToFirstChunk: Histogram;
  readonly timePerOutputChunk: Histogram | undefined;
  readonly names: TelemetryNames;
  readonly provider: string | undefined;
  readonly hasContent: boolean;
}

/** The span and the metrics of one call. */
export class CallTelemetry implements CallHooks {
  readonly #instruments: Instruments;
  readonly #names: TelemetryNames;
  readonly #span: Span;
  readonly #startMs = performance.now();
  readonly #content: OutputContent | undefined;
  /** What every metric of the call carries. */
  #attributes: Attributes;
  #model: string | undefined;
  #firstChunkMs: number | undefined;
  #lastChunkMs: number | undefined;
  /** Left out where nobody needs every frame: it would be called for each. */
  readonly frame?: (frame: Frame<unknown>) => void;

  constructor(instruments: Instruments, call: CallInfo) {
    const { tracer, names, provider, hasContent, timePerOutputChunk } = instruments;
    this.#instruments = instruments;
    this.#names = names;
    this.#model = call.model;
    this.#attributes = requestAttributes(names, call, provider);
    const attributes = { ...this.#attributes, ...named(names, { requestStream: true, protocol: call.protocol, label: call.label }) };
    this.#span = tracer.startSpan(nameOf(call), { kind: SpanKind.CLIENT, attributes });
    this.#content = hasContent ? new OutputContent() : undefined;
    if (hasContent) this.#span.setAttributes(inputContent(names, call));
    if (this.#content || timePerOutputChunk) this.frame = (frame) => { this.#takeFrame(frame); };
  }

  request(call: CallInfo): void {
    this.#content?.clear();
    if (this.#model !== undefined || call.model === undefined) return;
    // Operators stood between, and nothing was known when the call began.
    this.#model = call.model;
    this.#attributes = requestAttributes(this.#names, call, this.#instruments.provider);
    this.#span.updateName(nameOf(call));
    this.#span.setAttributes(this.#attributes);
    if (this.#content) this.#span.setAttributes(inputContent(this.#names, call));
  }

  response({ status, requestId }: ResponseInfo): void {
    this.#span.setAttributes(named(this.#names, { status, requestId }));
  }

  firstFrame(): void {
    this.#firstChunkMs = performance.now() - this.#startMs;
    this.#span.setAttribute(this.#names.timeToFirstChunk, this.#firstChunkMs / 1_000);
  }

  firstOutput(): void {
    this.#span.setAttribute(this.#names.timeToFirstOutput, (performance.now() - this.#startMs) / 1_000);
  }

  retry({ attempt, error, delayMs }: Retry): void {
    this.#span.addEvent(this.#names.retryEvent, { ...named(this.#names, { attempt, delaySeconds: delayMs / 1_000 }), ...errorAttributes(this.#names, error) });
  }

  restart({ attempt, error }: RestartFrame): void {
    this.#span.addEvent(this.#names.restartEvent, { ...named(this.#names, { attempt }), ...errorAttributes(this.#names, error) });
  }

  fallback(error: unknown): void {
    this.#span.addEvent(this.#names.fallbackEvent, errorAttributes(this.#names, error));
  }

  end(end: CallEnd): void {
    const span = this.#span;
    span.setAttributes(answerAttributes(this.#names, end));
    if (this.#content) span.setAttributes(this.#content.attributes(this.#names));
    const failure = end.outcome === 'error' ? errorAttributes(this.#names, end.error) : {};
    if (end.outcome === 'error') {
      span.setAttributes(failure);
      // No message of the server's: it may quote the prompt.
      span.setStatus({ code: SpanStatusCode.ERROR, message: ApiError.is(end.error) ? end.error.advice : undefined });
    }
    span.end();
    const { errorType, responseModel } = this.#names;
    const attributes = { ...this.#attributes, ...named(this.#names, { responseModel: end.model }), ...(failure[errorType] !== undefined && { [errorType]: failure[errorType] }) };
    this.#instruments.duration.record((performance.now() - this.#startMs) / 1_000, attributes);
    if (this.#firstChunkMs !== undefined) {
      this.#instruments.timeToFirstChunk.record(this.#firstChunkMs / 1_000, { ...this.#attributes, ...(end.model !== undefined && { [responseModel]: end.model }) });
    }
  }

  #takeFrame(frame: Frame<unknown>): void {
    this.#content?.add(frame);
    const { timePerOutputChunk } = this.#instruments;
    if (timePerOutputChunk === undefined || frame.kind !== 'data' || frame.deltas.length === 0) return;
    const nowMs = performance.now();
    if (this.#lastChunkMs !== undefined) timePerOutputChunk.record((nowMs - this.#lastChunkMs) / 1_000, this.#attributes);
    this.#lastChunkMs = nowMs;
  }
}

function nameOf({ model }: CallInfo): string {
  return model === undefined ? 'chat' : `chat ${model}`;
}
