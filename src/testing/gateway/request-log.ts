import type { SeenRequest } from '../seen-request.js';

interface Waiter {
  readonly index: number;
  readonly resolve: (request: SeenRequest) => void;
  readonly reject: (error: Error) => void;
}

/** The requests of one gateway, and who waits for one of them. */
export class RequestLog {
  readonly requests: SeenRequest[] = [];
  #waiters: Waiter[] = [];
  #isClosed = false;

  /** @returns the number of this request, counted from 1. */
  add(request: SeenRequest): number {
    const index = this.requests.push(request) - 1;
    for (const waiter of this.#waiters) if (waiter.index === index) waiter.resolve(request);
    this.#waiters = this.#waiters.filter((waiter) => waiter.index !== index);
    return index + 1;
  }

  /** @returns the request at this index, now or when it arrives; rejects if the gateway is closed first. */
  at(index: number): Promise<SeenRequest> {
    const request = this.requests[index];
    if (request !== undefined) return Promise.resolve(request);
    if (this.#isClosed) return Promise.reject(neverCame(index));
    return new Promise((resolve, reject) => {
      this.#waiters.push({ index, resolve, reject });
    });
  }

  close(): void {
    this.#isClosed = true;
    for (const { index, reject } of this.#waiters.splice(0)) reject(neverCame(index));
  }
}

function neverCame(index: number): Error {
  return new Error(`requests[${String(index)}] had not come when the mock gateway was closed`);
}
