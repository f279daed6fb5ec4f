import type { HttpRequest } from '@angular/common/http';

/** One request and its response, which is written step by step. Each step resolves when its reader has dealt with it, or has gone. */
export class Exchange {
  readonly #encoder = new TextEncoder();
  #answer!: (response: Response | Promise<never>) => void;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #wake: () => void = () => undefined;

  /** Settles with the response when the script gives one. */
  readonly response = new Promise<Response>((resolve) => { this.#answer = resolve; });
  /** Nobody reads any more. */
  isLeft = false;

  constructor(readonly request: HttpRequest<unknown>) {}

  /** Whether the headers of a stream are out. */
  get isStreaming(): boolean {
    return this.#controller !== undefined;
  }

  /** Answers without a stream, or not at all. */
  respond(response: Response | Promise<never>): Promise<void> {
    return this.#step(() => { this.#answer(response); });
  }

  /** Writes a piece of the stream, after its headers. */
  write(text: string): Promise<void> {
    return this.#step(() => { this.#open().enqueue(this.#encoder.encode(text)); });
  }

  /** Breaks the connection. */
  break(reason: Error): Promise<void> {
    return this.#step(() => { this.#open().error(reason); });
  }

  /** The reader has ended, and knows. */
  leave(): void {
    this.isLeft = true;
    this.#wake();
  }

  #step(act: () => void): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      act();
      if (this.isLeft) resolve();
    });
  }

  #open(): ReadableStreamDefaultController<Uint8Array> {
    if (this.#controller !== undefined) return this.#controller;
    let opened!: ReadableStreamDefaultController<Uint8Array>;
    const source: UnderlyingDefaultSource<Uint8Array> = {
      start: (controller) => { opened = controller; },
      pull: () => { this.#wake(); },
    };
    // Nothing is asked for ahead, so that each pull says that all before it has been read.
    const body = new ReadableStream(source, { highWaterMark: 0 });
    this.#answer(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
    return (this.#controller = opened);
  }
}
