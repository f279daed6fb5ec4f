import type { ProtocolName } from './answer.js';

interface ReadOptions {
  /** Called for each piece of the answer as it comes. */
  readonly onPiece?: (() => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One way to read an answer. */
export interface Contender {
  readonly name: string;
  readonly protocols: readonly ProtocolName[];
  /** Makes a request through this `fetch` and reads the whole answer: its text, or the arguments of its tool call. */
  read(protocol: ProtocolName, fetch: () => Promise<Response>, options?: ReadOptions): Promise<string>;
}
