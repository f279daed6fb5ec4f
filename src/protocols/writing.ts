import type { Delta, Usage } from '../answer/delta.js';
import type { PayloadObject } from '../payload-object.js';

/** One server-sent event to be written: the `event:` line where the protocol has one, and the `data:`. */
export interface WireEvent {
  /** The text of the `event:` line. */
  readonly event?: string;
  /** The text of the `data:` line. */
  readonly data: string;
}

/** An error in neutral words, to be written in a protocol's own form. */
export interface WireError {
  /** The word to branch on. */
  readonly type: string;
  /** What happened. */
  readonly message: string;
  /** A finer word. */
  readonly code?: string;
  /** The part of the request that is at fault. */
  readonly param?: string;
}

/** What is known of an answer before its first delta. */
export interface WriterOptions {
  /** The id of the answer. Default: the one of its `start`, else a random one. */
  readonly id?: string | undefined;
  /** The model that callers are told. Default: the one of its `start`. */
  readonly model?: string | undefined;
  /** When the answer began, for protocols that tell. Default: now. */
  readonly createdAt?: Date | undefined;
  /** Whether Chat Completions tells the usage, in a chunk of its own. The other protocols always tell it. Default: false. */
  readonly includeUsage?: boolean | undefined;
  /** What the counts will be, where that is known: Messages tells those of the input before the first word. Default: not known. */
  readonly usage?: Usage | undefined;
  /**
   * For mock gateways: writes what is said as it is said. Finish words and citations may be another vendor's. Usage is told unasked.
   * Thinking ends in a made-up signature. Arguments stay empty, and a refusal is no more than its text. Responses tells a failure twice, as
   * OpenAI does. Ids and times depend on neither chance nor clock. Default: false.
   */
  readonly imitate?: boolean | undefined;
}

/** Writes one answer from deltas, as a server of this protocol would. */
export interface PayloadWriter {
  /** The events that carry this delta, after those that open or close what the protocol wants opened or closed before it. */
  write(delta: Delta): readonly WireEvent[];
  /** The events that end the answer, the terminal last. */
  end(): readonly WireEvent[];
  /** The events by which a server of this protocol says, after `200 OK`, that the answer failed. Nothing is written after them. */
  fail(error: WireError): readonly WireEvent[];
}

/** How a protocol is written: what a server of it needs beside the record that reads it. */
export interface Writing {
  /** Opens the writing of one answer. */
  openWriter(options?: WriterOptions): PayloadWriter;
  /** The JSON body of a failed HTTP request. */
  errorBody(error: WireError): PayloadObject;
  /** The `event:` line of a payload that is passed on as it came. Left out: the protocol has none. */
  eventOf?(payload: object): string | undefined;
  /** The last payload of an answer, for one whose upstream left it out although the answer was whole. Left out: the protocol has none. */
  readonly lastPayload?: PayloadObject | undefined;
}

/** The id of an answer that nobody has named. */
export function newId(prefix: string, imitate: boolean): string {
  return `${prefix}${imitate ? '1' : crypto.randomUUID().replaceAll('-', '')}`;
}

/** When an answer began, in seconds as OpenAI counts them. */
export function createdSeconds({ createdAt, imitate = false }: WriterOptions): number {
  if (createdAt === undefined && imitate) return 1_700_000_000;
  return Math.floor((createdAt ?? new Date()).getTime() / 1000);
}

/** The error object of OpenAI, in the order in which OpenAI writes it. */
export function openAiError({ type, message, code, param }: WireError): { readonly error: object } {
  return { error: { message, type, param: param ?? null, code: code ?? null } };
}

/** The event line of a payload whose `type` it repeats. */
export function eventOfType(payload: object): string | undefined {
  const { type } = payload as { type?: unknown };
  return typeof type === 'string' ? type : undefined;
}
