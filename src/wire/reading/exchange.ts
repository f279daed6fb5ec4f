import { requestIdOf } from '../../errors/request-id.js';
import type { Abort } from '../../stream-notes.js';
import { lettingGo } from '../opening/abort.js';
import type { ParseContext } from '../parsing/parse-options.js';
import type { BodyChunks } from './body-chunks.js';
import { drain } from './drain.js';
import type { ReadResponse } from './read-response.js';

/** One request: how it ends, and what is known of its response while the body is read. An open stream keeps no more of them. */
export class Exchange implements ParseContext {
  isWhole = false;
  /** Those of the response, once it is there. */
  headers: ReadResponse['headers'] | undefined;
  readonly #controller = new AbortController();

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
    if (!this.isWhole) lettingGo(this.#controller)();
  }

  drain(chunks: BodyChunks): void {
    drain(chunks, this.abort, lettingGo(this.#controller));
  }
}
