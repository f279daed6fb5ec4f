import { setTimeout as delay } from 'node:timers/promises';
import { type Observable, ReplaySubject } from 'rxjs';

import type { AnswerEnd, AnswerWriter, SseEvent, StopReason } from '../../serving/index.js';
import type { RedisLink } from '../link/redis-link.js';
import { appendScript } from './answer-scripts.js';
import { writeBatch } from './batch.js';

/** Where an answer is written, and how fast. */
interface WriterSetup {
  readonly owner: string;
  readonly keys: readonly string[];
  readonly channel: string;
  readonly leaseMs: number;
  readonly keepMs: number;
  readonly flushMs: number;
  /** Called when nothing more is written. */
  readonly onClosed: () => void;
}

/**
 * Writes one answer, in batches: an event goes at once where none has gone for `flushMs`, and those that come meanwhile go together. A silent
 * answer renews its lease by itself.
 */
export class RedisAnswerWriter implements AnswerWriter {
  readonly #link: RedisLink;
  readonly #setup: WriterSetup;
  readonly #stops = new ReplaySubject<StopReason>(1);
  #renewal: ReturnType<typeof setInterval> | undefined;
  #pending: string[] = [];
  #sent = 0;
  #end: { readonly end: AnswerEnd; readonly kept: Promise<void>; settle: (error?: Error) => void } | undefined;
  #isFlushing = false;
  #isClosed = false;

  constructor(link: RedisLink, setup: WriterSetup) {
    this.#link = link;
    this.#setup = setup;
  }

  get stops$(): Observable<StopReason> {
    return this.#stops;
  }

  /** The lease is held: from now on it is renewed. */
  open(): this {
    this.#renewal = setInterval(() => void this.#flush(), this.#setup.leaseMs / 3);
    return this;
  }

  append(event: SseEvent): void {
    if (this.#end !== undefined || this.#isClosed) return;
    this.#pending.push(JSON.stringify(event));
    void this.#flush();
  }

  end(end: AnswerEnd): Promise<void> {
    if (this.#end !== undefined) return this.#end.kept;
    if (this.#isClosed) return Promise.reject(new Error('The answer is lost, and so is its end.'));
    let settle: (error?: Error) => void = () => undefined;
    const kept = new Promise<void>((resolve, reject) => {
      settle = (error) => { if (error) reject(error); else resolve(); };
    });
    this.#end = { end, kept, settle };
    void this.#flush();
    return kept;
  }

  stop(reason: StopReason): void {
    if (!this.#isClosed) this.#stops.next(reason);
  }

  /** Writes no more, and says nothing of it: its lease runs out. */
  abandon(): void {
    this.#close(new Error('The log was closed.'));
  }

  /** Sends what there is, at least a word that renews the lease, until nothing is left. */
  async #flush(): Promise<void> {
    if (this.#isFlushing || this.#isClosed) return;
    this.#isFlushing = true;
    try {
      do await this.#sendBatch(); while (this.#hasNews());
    } catch (error) {
      this.stop('lost');
      this.#close(error as Error);
    }
    this.#isFlushing = false;
  }

  #hasNews(): boolean {
    return !this.#isClosed && (this.#pending.length > 0 || this.#end !== undefined);
  }

  async #sendBatch(): Promise<void> {
    const { owner, keys, channel, leaseMs, keepMs } = this.#setup;
    const [events, end, sentAt] = [this.#pending, this.#end?.end, performance.now()];
    this.#pending = [];
    const news = events.length + (end === undefined ? 0 : 1);
    this.#sent += news;
    const batch = news === 0 ? [0, ''] : [this.#sent, writeBatch(events, end)];
    // The script knows a batch that it has kept already.
    const outcome = await this.#link.insist(() => this.#link.run(appendScript, keys, [owner, leaseMs, keepMs, channel, ...batch, end === undefined ? 0 : 1]));
    if (outcome === 'lost') throw new Error('Somebody has declared this producer dead.');
    if (end !== undefined) {
      this.#close();
      return;
    }
    if (outcome === 'cancelled') this.stop('cancelled');
    const restMs = this.#setup.flushMs - (performance.now() - sentAt);
    if (restMs > 0) await delay(restMs);
  }

  #close(error?: Error): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#renewal);
    this.#end?.settle(error);
    this.#setup.onClosed();
  }
}
