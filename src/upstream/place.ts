import type { Attempt } from '../scope/attempt-scope.js';

/** What becomes of a place. Each is called once at most; the first two only where a connection is known of. */
export interface PlaceHooks {
  /** A connection is asked for. */
  onConnect(): void;
  /** The upstream has answered over it, or nobody waits for that any more. */
  onHeard(): void;
  /** The stream has ended. */
  onEnd(): void;
  /** The place can be given away. */
  onFree(): void;
}

/**
 * A place in the line. It is free again when its stream has ended and no connection of it is in use: while the rest of a body is read,
 * the server still counts the request, and the next one would have to open a connection and be overtaken by those that need none.
 */
export class Place {
  /** The stream, and its connections. */
  #uses = 1;
  /** Undefined where no connection was asked for. */
  #isHeard: boolean | undefined;

  constructor(private readonly hooks: PlaceHooks) {}

  /** The stream makes this attempt. */
  use({ connection }: Attempt): void {
    if (!connection) return;
    if (this.#isHeard === undefined) this.hooks.onConnect();
    this.#isHeard ??= false;
    this.#uses += 1;
    connection.whenFree(() => { this.#leave(); });
  }

  hear(): void {
    if (this.#isHeard !== false) return;
    this.#isHeard = true;
    this.hooks.onHeard();
  }

  /** The stream has ended. */
  end(): void {
    this.hear();
    this.hooks.onEnd();
    this.#leave();
  }

  #leave(): void {
    this.#uses -= 1;
    if (this.#uses === 0) this.hooks.onFree();
  }
}
