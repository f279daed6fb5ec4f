import type { Subscriber } from 'rxjs';

import type { AnswerEntry } from '../../serving/index.js';
import type { RedisLink } from '../link/redis-link.js';
import { inspectScript } from './answer-scripts.js';
import { entriesOf, firstOf, type NumberedBatch, readBatch, readMessage } from './batch.js';

/** What is read, and how long a silence is believed. */
interface ReaderSetup {
  readonly keys: readonly [stream: string, ...others: string[]];
  readonly channel: string;
  readonly after: number;
  readonly leaseMs: number;
  readonly keepMs: number;
  /** The end of an answer whose producer is dead, as a batch. */
  readonly lostBatch: string;
}

/** Entries of the stream that are fetched at once. */
const PAGE = 200;

/**
 * Follows one answer for one reader. The stream is the truth: it is read from the reader's position on at the beginning, after a gap, and
 * after a silence. In between the messages bring the batches themselves.
 */
export class RedisAnswerReader {
  readonly #link: RedisLink;
  readonly #setup: ReaderSetup;
  readonly #out: Subscriber<AnswerEntry>;
  #read: number;
  #isFetching = false;
  /** Whether something came while the stream was fetched, which may have been too late for it. */
  #hasMissed = false;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(link: RedisLink, setup: ReaderSetup, out: Subscriber<AnswerEntry>) {
    this.#link = link;
    this.#setup = setup;
    this.#out = out;
    this.#read = setup.after;
  }

  start(): void {
    this.#out.add(() => { clearTimeout(this.#silence); });
    this.#out.add(this.#link.watch((error) => { this.#out.error(error); }, () => { this.#fetch(); }));
    this.#link.subscribe(this.#setup.channel, (message) => { this.#take(message); }).then(
      (leave) => {
        this.#out.add(leave);
        this.#fetch();
      },
      (error: unknown) => { this.#out.error(error); },
    );
  }

  #take(message: string): void {
    this.#listen();
    if (this.#isFetching) this.#hasMissed = true;
    else if (!this.#deliver(readMessage(message))) this.#fetch();
  }

  /** @returns whether it follows on what was read. */
  #deliver(batch: NumberedBatch): boolean {
    if (firstOf(batch) > this.#read + 1) return false;
    for (const entry of entriesOf(batch, this.#read)) this.#out.next(entry);
    this.#read = Math.max(this.#read, batch.last);
    if (batch.end !== undefined) this.#out.complete();
    return true;
  }

  /** Somebody is silent for good only if nobody holds the lease. */
  #listen(): void {
    clearTimeout(this.#silence);
    if (!this.#out.closed) this.#silence = setTimeout(() => { this.#fetch(); }, this.#setup.leaseMs);
  }

  #fetch(): void {
    this.#hasMissed = true;
    if (this.#isFetching || this.#out.closed) return;
    this.#isFetching = true;
    this.#fetchAll().catch((error: unknown) => { this.#out.error(error); });
  }

  async #fetchAll(): Promise<void> {
    while (this.#hasMissed && !this.#out.closed) {
      this.#hasMissed = false;
      const { keys, channel, keepMs, lostBatch } = this.#setup;
      const [state, last] = (await this.#link.insist(() => this.#link.run(inspectScript, keys, [keepMs, channel, lostBatch]))) as [string, number];
      if (state === 'unknown') {
        this.#out.complete();
        return;
      }
      if (state === 'written' && last < this.#setup.after) throw new RangeError('The answer has no such event yet.');
      // A reader that claims to have read more than there is still hears of the end.
      if (state === 'ended') this.#read = Math.min(this.#read, last - 1);
      await this.#fetchPages();
    }
    this.#isFetching = false;
    this.#listen();
  }

  async #fetchPages(): Promise<void> {
    for (let size = PAGE; size === PAGE && !this.#out.closed; ) {
      const range = ['XRANGE', this.#setup.keys[0], `(${String(this.#read)}-0`, '+', 'COUNT', String(PAGE)];
      const entries = (await this.#link.insist(() => this.#link.command(range))) as [id: string, fields: string[]][];
      size = entries.length;
      for (const [id, [field, value]] of entries) {
        if (field === 'batch' && value !== undefined) this.#deliver(readBatch(parseInt(id, 10), value));
      }
    }
  }
}
