import type { SeenRequest } from '../seen-request.js';

interface Waiter {
  readonly resolve: (request: SeenRequest) => void;
  readonly reject: (error: Error) => void;
}

/** The requests of one gateway, and who waits for one of them. */
export class RequestLog {
  /** The last ones, as many as are kept. */
  readonly requests: SeenRequest[] = [];
  readonly #kept: number;
  readonly #waiters = new Map<number, Waiter[]>();
  #count = 0;
  #isClosed = false;

  /** @param kept how many requests are kept; earlier ones are forgotten. */
  constructor(kept = Infinity) {
    this.#kept = kept;
  }

  /** How many requests have come, those that are forgotten included. */
  get count(): number {
    return this.#count;
  }

  /** @returns the number of this request, counted from 1. */
  add(request: SeenRequest): number {
    const index = this.#count;
    this.#count += 1;
    this.requests.push(request);
    if (this.requests.length > this.#kept) this.requests.shift();
    for (const { resolve } of this.#waiters.get(index) ?? []) resolve(request);
    this.#waiters.delete(index);
    return this.#count;
  }

  /** @returns the request at this index, now or when it arrives; rejects if it is forgotten, or the gateway is closed first. */
  at(index: number): Promise<SeenRequest> {
    if (index >= this.#count) return this.#isClosed ? Promise.reject(neverCame(index)) : this.#arrivalOf(index);
    const request = this.requests[index - (this.#count - this.requests.length)];
    if (request !== undefined) return Promise.resolve(request);
    return Promise.reject(new Error(`requests[${String(index)}] is not kept: the mock gateway keeps the last ${String(this.#kept)}`));
  }

  close(): void {
    this.#isClosed = true;
    for (const [index, waiters] of this.#waiters) for (const { reject } of waiters) reject(neverCame(index));
    this.#waiters.clear();
  }

  #arrivalOf(index: number): Promise<SeenRequest> {
    return new Promise((resolve, reject) => {
      this.#waiters.set(index, [...(this.#waiters.get(index) ?? []), { resolve, reject }]);
    });
  }
}

function neverCame(index: number): Error {
  return new Error(`requests[${String(index)}] had not come when the mock gateway was closed`);
}
