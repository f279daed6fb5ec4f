import type { HttpRequest } from '@angular/common/http';

import type { Delta, FinishReason, Protocol, Usage } from '../../index.js';
import { type PayloadWriter, type WireError, type WireEvent, writingOf } from '../../serving/index.js';
import type { Exchange } from './exchange.js';

/** How a scripted answer ends. */
export interface ScriptedEnd {
  /** Why the answer ended. Default: `tool-calls` after a tool call, else `stop`. */
  readonly finish?: FinishReason | undefined;
  /** The token counts, told where the protocol tells them. */
  readonly usage?: Usage | undefined;
}

/** How a scripted answer fails: with a status before its first word, in the stream after it. */
export interface ScriptedFailure extends Partial<WireError> {
  /** The HTTP status, where it can still be told. Default 500. */
  readonly status?: number | undefined;
  /** Further headers of the failed response, such as `retry-after`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** One request of a spec, and the answer to it. Each step resolves when its effect is in the signals, and rejects after the end. */
export interface ScriptedAnswer {
  /** The request as it left the last interceptor. */
  readonly request: HttpRequest<unknown>;
  /** Whether the request was given up before its answer had ended: by `stop`, by a new `send`, by a component that went. */
  readonly cancelled: boolean;
  /** Says text, or output of any kind. The first call opens the stream. */
  say(...said: readonly (string | Delta)[]): Promise<void>;
  /** Ends the answer as a whole one. */
  end(end?: ScriptedEnd): Promise<void>;
  /** Fails the answer: with a response of this status, or, once the stream is open, with an error in the stream, which has no status. */
  fail(failure?: ScriptedFailure): Promise<void>;
  /** Breaks the connection: before the first word the request gets no response. */
  drop(): Promise<void>;
}

/** Writes the answer to one request in its protocol. */
export class AnswerScript implements ScriptedAnswer {
  readonly #exchange: Exchange;
  readonly #protocol: Protocol;
  readonly #writer: PayloadWriter;
  #hasStarted = false;
  #hasCalled = false;
  #isOver = false;

  constructor(exchange: Exchange, protocol: Protocol) {
    this.#exchange = exchange;
    this.#protocol = protocol;
    this.#writer = writingOf(protocol).openWriter({ imitate: true });
  }

  get request(): HttpRequest<unknown> {
    return this.#exchange.request;
  }

  get cancelled(): boolean {
    return this.#exchange.isLeft && !this.#isOver;
  }

  async say(...said: readonly (string | Delta)[]): Promise<void> {
    this.#goOn('say');
    const deltas = said.map((each): Delta => (typeof each === 'string' ? { type: 'text', text: each, choice: 0 } : each));
    this.#hasCalled ||= deltas.some(({ type }) => type === 'tool-call');
    await this.#write(deltas.flatMap((delta) => this.#writer.write(delta)));
  }

  async end({ finish = this.#hasCalled ? 'tool-calls' : 'stop', usage }: ScriptedEnd = {}): Promise<void> {
    this.#goOn('end');
    this.#isOver = true;
    const events = this.#writer.write({ type: 'finish', reason: finish, raw: finish, choice: 0 });
    const counts = usage === undefined ? [] : this.#writer.write({ type: 'usage', usage });
    await this.#write([...events, ...counts, ...this.#writer.end()]);
  }

  async fail({ status = 500, headers, ...error }: ScriptedFailure = {}): Promise<void> {
    this.#goOn('fail');
    this.#isOver = true;
    const { type, message = 'The scripted failure.' } = error;
    if (this.#exchange.isStreaming) {
      await this.#write(this.#writer.fail({ type: 'api_error', message, ...error }));
      return;
    }
    const body = type === undefined ? { error: { message } } : writingOf(this.#protocol).errorBody({ ...error, type, message });
    await this.#exchange.respond(new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } }));
  }

  async drop(): Promise<void> {
    this.#goOn('drop');
    this.#isOver = true;
    if (this.#exchange.isStreaming) await this.#exchange.break(new TypeError('network error'));
    else await this.#exchange.respond(Promise.reject(new TypeError('Failed to fetch')));
  }

  #goOn(step: string): void {
    if (this.#isOver) throw new Error(`${step}: this answer has ended already.`);
    if (this.cancelled) throw new Error(`${step}: this request was cancelled.`);
  }

  async #write(events: readonly WireEvent[]): Promise<void> {
    const start = this.#hasStarted ? [] : this.#writer.write({ type: 'start', id: 'scripted-answer', model: 'scripted-model' });
    this.#hasStarted = true;
    await this.#exchange.write([...start, ...events].map(eventText).join(''));
  }
}

/** The data of a protocol is one line of JSON, or a word. */
function eventText({ event, data }: WireEvent): string {
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${data}\n\n`;
}
