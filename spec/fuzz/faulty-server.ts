import { once } from 'node:events';

/** What goes wrong with one request, and behind how many events of its stream. */
export interface ServerFault {
  readonly kind: 'none' | 'refuse' | 'status' | 'reset' | 'cut' | 'partial' | 'stall' | 'error frame';
  readonly behind: number;
  readonly status: number;
}

/** One request to the server: as long as its body is `open` a socket is held. */
interface Exchange {
  readonly signal: AbortSignal;
  readonly isNew: boolean;
  /** Whether the answer had begun for the client: an event was sent, and it was no failure of the answer. */
  hasBegun: boolean;
  body: 'none' | 'open' | 'ended' | 'cancelled';
}

const reset = (): Error => Object.assign(new TypeError('terminated'), { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) });

/** A server that keeps an answer, and does with each request what its list of faults says; when that is used up it is well. */
export class FaultyServer {
  readonly exchanges: Exchange[] = [];
  readonly #events: readonly string[];
  readonly #failure: string;
  readonly #faults: ServerFault[];

  /** @param failure the event with which an answer fails of itself. */
  constructor(events: readonly string[], failure: string, faults: readonly ServerFault[]) {
    this.#events = events;
    this.#failure = failure;
    this.#faults = [...faults];
  }

  /** Whether a socket is held. */
  get isHeld(): boolean {
    return this.exchanges.some(({ body, signal }) => body === 'open' || !signal.aborted);
  }

  /** How often an answer was asked for anew although one had begun, and had not failed of itself. */
  get needless(): number {
    return this.exchanges.filter(({ isNew }, index) => isNew && this.exchanges.slice(0, index).some(({ hasBegun }) => hasBegun)).length;
  }

  /** @param first which event comes first; undefined for a new answer. */
  open(signal: AbortSignal, first: number | undefined): Promise<Response> {
    const exchange: Exchange = { signal, isNew: first === undefined, hasBegun: false, body: 'none' };
    this.exchanges.push(exchange);
    const fault = this.#faults.shift() ?? { kind: 'none', behind: 0, status: 0 };
    if (fault.kind === 'refuse') return Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) }));
    if (fault.kind === 'status') return Promise.resolve(new Response('{"error":{"message":"no"}}', { status: fault.status, headers: { 'content-type': 'application/json', ...(fault.status === 429 && { 'retry-after': '2' }) } }));
    return Promise.resolve(new Response(this.#body(exchange, fault, first ?? 0), { headers: { 'content-type': 'text/event-stream' } }));
  }

  #body(exchange: Exchange, { kind, behind }: ServerFault, first: number): ReadableStream<Uint8Array> {
    const events = this.#events.slice(first);
    const whole = kind === 'none' ? events : events.slice(0, behind);
    const next = events[whole.length];
    const extra = kind === 'partial' && next !== undefined ? [next.slice(0, next.length >> 1)] : kind === 'error frame' ? [this.#failure] : [];
    const chunks = [...whole, ...extra];
    const hasFailed = kind === 'error frame';
    let turn = 0;
    exchange.body = 'open';
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const chunk = chunks[turn];
        turn += 1;
        if (chunk !== undefined) {
          exchange.hasBegun ||= !hasFailed && turn <= whole.length;
          // An answer that has failed of itself may be asked for anew.
          if (hasFailed && turn > whole.length) for (const each of this.exchanges) each.hasBegun = false;
          controller.enqueue(new TextEncoder().encode(chunk));
        } else if (kind === 'stall') await once(exchange.signal, 'abort');
        else {
          exchange.body = 'ended';
          if (kind === 'reset') controller.error(reset());
          else controller.close();
        }
      },
      cancel: () => { exchange.body = 'cancelled'; },
    }, { highWaterMark: 0 });
  }
}
