import type { ProtocolName } from './answer.js';

interface ReadOptions {
  /**
   * Takes each piece of the answer as it comes. Then it is not kept, and nothing comes back at the end; but a way of reading that keeps
   * the answer itself gives it at the end as ever, and calls this with nothing.
   */
  readonly onPiece?: ((piece: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One way to read an answer. */
export interface Contender {
  readonly name: string;
  readonly protocols: readonly ProtocolName[];
  /** Makes a request through this `fetch` and reads the whole answer: its text, or the arguments of its tool call. */
  read(protocol: ProtocolName, fetch: () => Promise<Response>, options?: ReadOptions): Promise<string>;
}
