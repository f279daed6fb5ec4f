import { requestIdOf } from '../../errors/request-id.js';
import type { Connection } from '../../scope/attempt-scope.js';
import type { Abort } from '../../stream-notes.js';
import { letGo } from '../opening/abort.js';
import type { ParseContext } from '../parsing/parse-options.js';
import type { BodyChunks } from './body-chunks.js';
import { drain } from './drain.js';
import type { ReadResponse } from './read-response.js';

/** One request: how it ends, and what is known of its response while the body is read. An open stream keeps no more of them. */
export class Exchange implements ParseContext, Connection {
  isWhole = false;
  /** Those of the response, once it is there. */
  headers: ReadResponse['headers'] | undefined;
  /** Whether the response came over a connection. One that was made in memory has no URL. */
  isRemote = false;
  readonly #controller = new AbortController();
  #isOver = false;
  /** Who is told when it is over. Made for the first. */
  #waiting: (() => void)[] | undefined;

  constructor(
    readonly secrets: readonly string[],
    private readonly abort: Abort,
  ) {}

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Six headers may hold it, and only an error tells it: they are asked then. */
  get requestId(): string | undefined {
    return this.headers && requestIdOf(this.headers);
  }

  /** Its stream has ended, in whatever way: a reader that is just dropped keeps its socket. Behind a whole answer the body may end first. */
  unsubscribe(): void {
    if (!this.isWhole) this.#end();
  }

  drain(chunks: BodyChunks): void {
    drain(chunks, this.abort, () => { this.#end(); });
  }

  /** Calls back when the connection is free, or closed; at once where it is. */
  whenFree(call: () => void): void {
    if (this.#isOver) call();
    else (this.#waiting ??= []).push(call);
  }

  #end(): void {
    letGo(this.#controller);
    const waiting = this.#waiting ?? [];
    this.#isOver = true;
    const tell = (): void => { for (const call of waiting) call(); };
    if (this.isRemote && waiting.length > 0) nextTurn(tell);
    else tell();
  }
}

/**
 * A client of Node gives out a connection again one turn of the loop after its response. Browsers keep a line of their own, and have no such
 * turn. It is that of the platform also where a test has put another clock in the place of timers.
 */
const nextTurn = (globalThis as { setImmediate?: (call: () => void) => unknown }).setImmediate ?? ((call: () => void) => { call(); });
