import type { DataFrame, TerminalFrame, UnknownFrame } from './frame.js';
import type { PayloadObject } from './payload-object.js';

/**
 * What a protocol makes of one payload. `data`, `terminal` and `unknown` are frames already; `error` names the object that
 * describes the protocol's own failure (`response.failed`); `invalid` says what a payload of a known type lacks.
 */
export type Reading<P> =
  | DataFrame<P>
  | TerminalFrame<P>
  | UnknownFrame
  | { readonly kind: 'error'; readonly error: unknown }
  | { readonly kind: 'invalid'; readonly reason: string };

/** Reads the payloads of one stream, in order. It holds whatever state that takes; it never throws. */
export interface PayloadReader<P> {
  /** Classifies one payload. The shared error detector has already found no error in it. */
  read(payload: PayloadObject): Reading<P>;
  /** Whether a clean end at this point is the end of a whole answer, although no terminal payload came. */
  isWhole(): boolean;
}

/** Folds the payloads of one answer into the vendor's own final object. It holds whatever state that takes. */
export interface Accumulator<P, A> {
  /**
   * Adds one payload and returns the answer so far: a new object that shares with the one before whatever stayed the same, and
   * that never changes afterwards. The same object comes back if the payload adds nothing; `undefined` before the first that does.
   *
   * @throws ApiError `invalid_frame` for a payload that contradicts those before it.
   */
  add(payload: P): A | undefined;
  /** The same for a payload whose type the protocol has not heard of, and which may carry output. Left out: it adds nothing. */
  addUnknown?(payload: unknown): A | undefined;
}

/** A request beside the one that asks for a stream. */
export interface RequestTarget {
  /** The HTTP method; neither has a body. */
  readonly method: 'GET' | 'POST';
  /** The path below the base URL, encoded. */
  readonly path: string;
  /** Joins the query of the base URL. */
  readonly query?: Readonly<Record<string, string>> | undefined;
}

/** Answers that the server goes on writing when the connection is gone, and how to come back to them. */
export interface BackgroundAnswers {
  /** Whether a body asks for such an answer. */
  isAskedFor(body: object): boolean;
  /** The id of the answer, where this payload tells it. */
  idIn(payload: PayloadObject): string | undefined;
  /** The number of a payload in its stream; each is one more than the one before. */
  numberOf(payload: PayloadObject): number | undefined;
  /** Asks for the stream behind a number, or from its beginning where there is none. */
  continuation(id: string, after: number | undefined): RequestTarget;
  /** Asks the server to stop. */
  cancellation(id: string): RequestTarget;
}

/** One wire format: what reading it takes. Writing is for servers only, and stands in `framewise/serving`. */
export interface Protocol<P extends object = object> {
  /** What it is called in logs and in messages. */
  readonly name: string;
  /** Where requests go, below the base URL. A `/v1` that the base URL already ends in is not repeated. */
  readonly path: string;
  /** The headers that carry the key, and any the protocol itself demands. An empty key gets only the latter. */
  headers(apiKey: string): Record<string, string>;
  /** The body that asks for a stream. Default: the body with `stream: true`. */
  requestBody?(body: object): object;
  /** Whether the text `[DONE]` is this protocol's terminal. Where it is not, `[DONE]` is skipped. */
  readonly endsAtDone: boolean;
  /** Opens the reading of one stream. */
  openReader(): PayloadReader<P>;
  /** The name of the protocol that a payload of an unknown type looks like, for the error that says so. Left out: nobody knows. */
  looksLike?(payload: PayloadObject): string | undefined;
  /**
   * Whether a JSON object is a whole answer, as the same request without `stream: true` gets it. Some servers ignore `stream: true` and
   * send one. It goes to the reader as the only payload: `read` gives all of its deltas, and `isWhole` then says whether it has
   * finished. Left out: no object is one.
   */
  isWholeAnswer?(payload: PayloadObject): boolean;
  /** How an answer is resumed that the server writes in the background: what `resumableFrames` needs of a request. Left out: it cannot be. */
  readonly background?: BackgroundAnswers | undefined;
}

/** A protocol whose payloads fold into an object of the vendor's own: what `accumulate` takes. */
export interface AccumulatingProtocol<P extends object, A> extends Protocol<P> {
  /** Opens the fold of one answer. */
  openAccumulator(): Accumulator<P, A>;
}

/** What came of a tool call, for the model to read. */
export interface ToolResult {
  /** The id of the call. */
  readonly id: string | undefined;
  /** What the tool gave, as text. */
  readonly content: string;
  /** Whether the call failed; the content says how. Only Messages has a field for it. Default false. */
  readonly isError?: boolean | undefined;
}

/** A protocol that can say how a conversation goes on, as an agent needs it. */
export interface ConversingProtocol<P extends object, A> extends AccumulatingProtocol<P, A> {
  /**
   * The body of the next request: the one before, the answer to it, and a result for each call in the answer. The servers refuse
   * a conversation in which a call has no result.
   */
  nextTurn(body: object, answer: A, results: readonly ToolResult[]): object;
}

/**
 * Checks and freezes the record of a wire format, so that `streamFrames`, `parseFrames` and the mock gateway can use it
 * as they use the built-in ones.
 *
 * @returns the same record, frozen, with its payload type inferred.
 * @throws TypeError if `name` is empty or `path` does not begin with a slash.
 */
export function defineProtocol<P extends object, A>(protocol: ConversingProtocol<P, A>): ConversingProtocol<P, A>;
/** The same for a protocol that cannot say how a conversation goes on. */
export function defineProtocol<P extends object, A>(protocol: AccumulatingProtocol<P, A>): AccumulatingProtocol<P, A>;
/** The same for a protocol without a fold of its own: `collect()` reads it, `accumulate()` does not. */
export function defineProtocol<P extends object>(protocol: Protocol<P>): Protocol<P>;
export function defineProtocol(protocol: Protocol): Protocol {
  const { name, path, headers, openReader } = (protocol as Partial<Protocol> | undefined) ?? {};
  if (!name) throw new TypeError('A protocol needs a name.');
  if (typeof headers !== 'function' || typeof openReader !== 'function') throw new TypeError(`The protocol ${name} needs headers and openReader, which are functions.`);
  if (!path?.startsWith('/')) throw new TypeError(`The path of ${protocol.name} must begin with a slash.`);
  return Object.freeze(protocol);
}
