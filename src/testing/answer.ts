import type { Delta, FinishReason, Usage } from '../index.js';
import type { WireError } from '../serving/index.js';
import type { ErrorForm } from './error-forms.js';

/** A delta as it is written by hand: `choice` is 0 where it is left out, and the `raw` of a finish is the protocol's own word. */
export type ScriptedDelta = Loose<Delta>;

type Loose<D> = D extends unknown ? Omit<D, 'choice' | 'raw'> & Partial<Pick<D, Extract<keyof D, 'choice' | 'raw'>>> : never;

/** A tool call as it is written by hand. */
export interface ScriptedToolCall {
  /** Which tool is called. */
  readonly name: string;
  /** What it is called with: an object, or text, which need be no JSON. Default: `{}`. */
  readonly arguments?: object | string | undefined;
  /** The id of the call. Default: `call_1` for the first, and so on. */
  readonly id?: string | undefined;
}

/** What a server says in one streamed answer, in words that do not depend on the protocol. */
export interface Answer {
  /** The text, one event per word; an array cuts it where you want. */
  readonly text?: string | readonly string[] | undefined;
  /** The calls that the model makes, after its `text`; their arguments come in pieces. */
  readonly toolCalls?: readonly ScriptedToolCall[] | undefined;
  /**
   * Output of any kind, in place of `text` and `toolCalls`. A missing `start` is put before it, and a `finish` after it for every
   * choice that has none.
   */
  readonly deltas?: readonly ScriptedDelta[] | undefined;
  /** Why the answer ended. Default: `tool-calls` after a tool call, else `stop`. */
  readonly finish?: FinishReason | undefined;
  /** The token counts, told where the protocol tells them. */
  readonly usage?: Usage | undefined;
  /** The answer fails with this error after its output, or right after its preamble if it has none: no finish, no terminal. */
  readonly error?: WireError | undefined;
  /** The form of the error on the wire. Default: the protocol's own. */
  readonly as?: ErrorForm | undefined;
  /** Raw text after all of it, behind the terminal or the error. */
  readonly trailing?: string | undefined;
}
