import type { Delta, Protocol } from '../../index.js';
import { writingOf } from '../../serving/index.js';
import type { Continuation, Reply } from '../reply.js';
import { completeDeltas } from '../reply/complete-deltas.js';
import { planReply, type ReplyPlan } from '../reply/plan-reply.js';
import { replyContent } from '../reply/reply-content.js';
import { wholeAnswer } from '../reply/whole-answer.js';
import { writeEvent } from '../reply/write-events.js';
import type { Exchange } from './exchange.js';

type Payload = Readonly<Record<string, unknown>>;

/** How `responses` says that an answer was cancelled. */
const CANCELLED: Delta = { type: 'finish', reason: 'other', raw: 'cancelled', choice: 0 };

/** An answer that the gateway goes on with when its connection has broken, for the requests that continue it. */
export class KeptAnswer {
  readonly protocol: Protocol;
  /** The id that its events tell; undefined where they tell none. */
  readonly id: string | undefined;
  #reply: Reply;
  readonly #continuations: Continuation[];
  #events: readonly string[];
  /** Who reads it now, each from an event on. */
  readonly #readers = new Map<Exchange, number>();
  /** How many events were sent to those who do not read it any more. */
  #sent = 0;

  constructor(reply: Reply, protocol: Protocol, id?: string) {
    this.protocol = protocol;
    this.#reply = reply;
    this.#continuations = [...(reply.continuations ?? [])];
    this.#events = replyContent(reply, protocol, true, id).events.map((event) => Buffer.from(event).toString());
    this.id = this.#payloads().map((payload) => protocol.background?.idIn(payload)).find((found) => found !== undefined);
  }

  /** How many events it has. */
  get length(): number {
    return this.#events.length;
  }

  /** The first answer to its request, its fault and all. */
  begin(exchange: Exchange): ReplyPlan {
    this.#follow(exchange, 0);
    return planReply(this.#reply, this.protocol, true, this.id);
  }

  /** The rest of it, from this event on. */
  continue(first: number, exchange: Exchange): ReplyPlan {
    const how = this.#continuations.shift() ?? {};
    const { status = 200 } = how;
    if (status < 200 || status > 299) return planReply(how, this.protocol);
    this.#follow(exchange, first);
    return planReply({ ...how, body: this.#events.slice(first).join('') }, this.protocol);
  }

  /** The answer as one object, for who does not ask for a stream. */
  whole(): ReplyPlan {
    return planReply({ json: wholeAnswer(this.#reply, this.protocol, this.id) }, this.protocol);
  }

  /** What has been said stays; who reads it is told that it was cancelled as soon as they ask for the rest. */
  cancel(): ReplyPlan {
    const sent = Math.max(this.#sent, ...[...this.#readers].map(([{ chunksSent }, first]) => first + chunksSent));
    if (sent < this.#events.length) {
      const { deltas, events } = this.#saidWith(sent);
      this.#reply = { deltas };
      this.#events = events;
      for (const exchange of this.#readers.keys()) exchange.break('end');
    }
    return this.whole();
  }

  /** The place behind the event whose payload fits; undefined where none does. */
  behind(fits: (payload: Payload) => boolean): number | undefined {
    const place = this.#payloads().findIndex(fits);
    return place < 0 ? undefined : place + 1;
  }

  #follow(exchange: Exchange, first: number): void {
    this.#readers.set(exchange, first);
    void exchange.closed.then(() => {
      this.#sent = Math.max(this.#sent, first + exchange.chunksSent);
      this.#readers.delete(exchange);
    });
  }

  /** The deltas that so many events told, and the events of an answer that was cancelled behind them. A writer that imitates writes the same again. */
  #saidWith(sent: number): { readonly deltas: readonly Delta[]; readonly events: readonly string[] } {
    const writer = writingOf(this.protocol).openWriter({ imitate: true, id: this.id });
    const deltas: Delta[] = [];
    const events: string[] = [];
    for (const delta of completeDeltas(this.#reply)) {
      if (delta.type === 'finish' || (events.length >= sent && delta.type !== 'start')) break;
      deltas.push(delta);
      events.push(...writer.write(delta).map(writeEvent));
    }
    deltas.push(CANCELLED);
    events.push(...[...writer.write(CANCELLED), ...writer.end()].map(writeEvent));
    return { deltas, events };
  }

  #payloads(): Payload[] {
    return this.#events.map((event) => {
      const data = event.split('\n').filter((line) => line.startsWith('data: ')).map((line) => line.slice('data: '.length)).join('\n');
      return data.startsWith('{') ? (JSON.parse(data) as Payload) : {};
    });
  }
}
